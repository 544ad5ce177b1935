CREATE ROLE devmesh_owner LOGIN;
CREATE ROLE devmesh LOGIN;
GRANT CREATE, CONNECT ON DATABASE devmesh TO devmesh_owner;
GRANT CONNECT ON DATABASE devmesh TO devmesh;
GRANT rds_iam TO devmesh_owner, devmesh;
