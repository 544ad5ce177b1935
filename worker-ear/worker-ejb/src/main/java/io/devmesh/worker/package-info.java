/** x. */ package io.devmesh.worker;
