/** x. */ package io.devmesh.edge;
