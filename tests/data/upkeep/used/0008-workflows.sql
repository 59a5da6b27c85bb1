BEGIN TRANSACTION;
CREATE TABLE application_versions (
    version_id TEXT NOT NULL PRIMARY KEY,
    version_name TEXT NOT NULL UNIQUE,
    version_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
, "application_name" TEXT DEFAULT NULL);
INSERT INTO "application_versions" VALUES('89d34254-d7a6-4e86-b52c-cbd2be520d02','announcing-1',1795969857000,1795969857000,'unionbot');
CREATE TABLE dbos_migrations (version INTEGER NOT NULL PRIMARY KEY);
INSERT INTO "dbos_migrations" VALUES(125);
CREATE TABLE notifications (
    message_uuid TEXT NOT NULL DEFAULT (hex(randomblob(16))) PRIMARY KEY,
    destination_uuid TEXT NOT NULL,
    topic TEXT,
    message TEXT NOT NULL,
    created_at_epoch_ms INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000), "serialization" TEXT DEFAULT NULL, "consumed" BOOLEAN NOT NULL DEFAULT FALSE, consumed_by_function_id INTEGER,
    FOREIGN KEY (destination_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE "operation_outputs" (
    workflow_uuid TEXT NOT NULL,
    function_id INTEGER NOT NULL,
    function_name TEXT NOT NULL DEFAULT '',
    output TEXT,
    error TEXT,
    child_workflow_id TEXT,
    started_at_epoch_ms INTEGER,
    completed_at_epoch_ms INTEGER,
    serialization TEXT,
    application_name TEXT DEFAULT NULL,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    PRIMARY KEY (workflow_uuid, function_id)
);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',1,'wait','gASVCgAAAAAAAABHAAAAAAAAAAAu',NULL,NULL,1795969857430,1795969857534,'py_pickle','unionbot',1795969857000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',2,'open','gASILg==',NULL,NULL,1795969857573,1795969857649,'py_pickle','unionbot',1795969857000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',3,'prepare','gARLMi4=',NULL,NULL,1795969857690,1795969858036,'py_pickle','unionbot',1795969858000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',4,'send 0','gASVCAAAAAAAAACMBGRvbmWULg==',NULL,NULL,1795969858077,1795969858426,'py_pickle','unionbot',1795969858000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',5,'send 1','gASVCAAAAAAAAACMBGRvbmWULg==',NULL,NULL,1795969858463,1795969858562,'py_pickle','unionbot',1795969858000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',6,'look','gASVCgAAAAAAAABHAAAAAAAAAAAu',NULL,NULL,1795969858583,1795969858662,'py_pickle','unionbot',1795969858000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',7,'send 2','gASVCAAAAAAAAACMBGRvbmWULg==',NULL,NULL,1795969858682,1795969859640,'py_pickle','unionbot',1795969859000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-1-1',8,'finish','gASILg==',NULL,NULL,1795969859673,1795969859862,'py_pickle','unionbot',1795969859000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-2-1',1,'wait','gASVCgAAAAAAAABHQSJ0/hNqWAAu',NULL,NULL,1795969860822,1795969860962,'py_pickle','unionbot',1795969860000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-2-1',2,'DBOS.sleep','1796574660.0264602',NULL,NULL,1795969860983,1796574660026,'portable_json','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',1,'wait','gASVCgAAAAAAAABHAAAAAAAAAAAu',NULL,NULL,1795969861012,1795969861025,'py_pickle','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',2,'open','gASILg==',NULL,NULL,1795969861123,1795969861154,'py_pickle','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',3,'prepare','gARLMi4=',NULL,NULL,1795969861183,1795969861235,'py_pickle','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',4,'send 0','gASVCAAAAAAAAACMBGRvbmWULg==',NULL,NULL,1795969861242,1795969861310,'py_pickle','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',5,'send 1','gASVCAAAAAAAAACMBGRvbmWULg==',NULL,NULL,1795969861372,1795969861391,'py_pickle','unionbot',1795969861000);
INSERT INTO "operation_outputs" VALUES('announcing-1-announce-4-1',6,'look','gASVCgAAAAAAAABHAAAAAAAAAAAu',NULL,NULL,1795969861419,1795969861519,'py_pickle','unionbot',1795969861000);
CREATE TABLE queues (
    queue_id TEXT PRIMARY KEY DEFAULT (hex(randomblob(16))),
    name TEXT NOT NULL UNIQUE,
    concurrency INTEGER,
    worker_concurrency INTEGER,
    rate_limit_max INTEGER,
    rate_limit_period_sec REAL,
    priority_enabled BOOLEAN NOT NULL DEFAULT FALSE,
    partition_queue BOOLEAN NOT NULL DEFAULT FALSE,
    polling_interval_sec REAL NOT NULL DEFAULT 1.0,
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    updated_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
, "application_name" TEXT DEFAULT NULL, "partition_concurrency" INTEGER DEFAULT NULL, "partition_worker_concurrency" INTEGER DEFAULT NULL, "partition_rate_limit_max" INTEGER DEFAULT NULL, "partition_rate_limit_period_sec" REAL DEFAULT NULL);
CREATE TABLE streams (
    workflow_uuid TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    "offset" INTEGER NOT NULL, function_id INTEGER NOT NULL DEFAULT 0, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, key, "offset"),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_events (
    workflow_uuid TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, key),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid) 
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_events_history (
    workflow_uuid TEXT NOT NULL,
    function_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL, "serialization" TEXT DEFAULT NULL,
    PRIMARY KEY (workflow_uuid, function_id, key),
    FOREIGN KEY (workflow_uuid) REFERENCES workflow_status(workflow_uuid)
        ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE TABLE workflow_input (
    workflow_uuid TEXT NOT NULL PRIMARY KEY,
    inputs TEXT,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
);
INSERT INTO "workflow_input" VALUES('announcing-1-announce-1-1','gASVHQAAAAAAAAB9lCiMBGFyZ3OUSwFLAYaUjAZrd2FyZ3OUfZR1Lg==',1795969857000);
INSERT INTO "workflow_input" VALUES('announcing-1-announce-2-1','gASVHQAAAAAAAAB9lCiMBGFyZ3OUSwJLAYaUjAZrd2FyZ3OUfZR1Lg==',1795969860000);
INSERT INTO "workflow_input" VALUES('announcing-1-announce-4-1','gASVHQAAAAAAAAB9lCiMBGFyZ3OUSwRLAYaUjAZrd2FyZ3OUfZR1Lg==',1795969860000);
CREATE TABLE workflow_output (
    workflow_uuid TEXT NOT NULL PRIMARY KEY,
    output TEXT,
    error TEXT,
    retention_timestamp INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000)
);
INSERT INTO "workflow_output" VALUES('announcing-1-announce-1-1','gAROLg==',NULL,1795969859000);
CREATE TABLE workflow_schedules (
    schedule_id TEXT PRIMARY KEY,
    schedule_name TEXT NOT NULL UNIQUE,
    workflow_name TEXT NOT NULL,
    workflow_class_name TEXT,
    schedule TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'ACTIVE',
    context TEXT NOT NULL
, "last_fired_at" TEXT DEFAULT NULL, "automatic_backfill" BOOLEAN NOT NULL DEFAULT FALSE, "cron_timezone" TEXT DEFAULT NULL, "queue_name" TEXT DEFAULT NULL, "application_name" TEXT DEFAULT NULL);
CREATE TABLE workflow_status (
    workflow_uuid TEXT PRIMARY KEY,
    status TEXT,
    name TEXT,
    authenticated_user TEXT,
    assumed_role TEXT,
    authenticated_roles TEXT,
    request TEXT,
    output TEXT,
    error TEXT,
    executor_id TEXT,
    created_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    updated_at INTEGER NOT NULL DEFAULT (strftime('%s','now') * 1000),
    application_version TEXT,
    application_id TEXT,
    class_name TEXT DEFAULT NULL,
    config_name TEXT DEFAULT NULL,
    recovery_attempts INTEGER DEFAULT 0,
    queue_name TEXT,
    workflow_timeout_ms INTEGER,
    workflow_deadline_epoch_ms INTEGER,
    inputs TEXT,
    started_at_epoch_ms INTEGER,
    deduplication_id TEXT,
    priority INTEGER NOT NULL DEFAULT 0
, queue_partition_key TEXT, forked_from TEXT, "owner_xid" TEXT DEFAULT NULL, "parent_workflow_id" TEXT DEFAULT NULL, "serialization" TEXT DEFAULT NULL, "delay_until_epoch_ms" BIGINT DEFAULT NULL, "was_forked_from" BOOLEAN NOT NULL DEFAULT FALSE, "rate_limited" BOOLEAN NOT NULL DEFAULT FALSE, "completed_at" BIGINT, "attributes" TEXT, "schedule_name" TEXT, "debounce_deadline_epoch_ms" BIGINT DEFAULT NULL, "is_debounced" BOOLEAN NOT NULL DEFAULT FALSE, "application_name" TEXT DEFAULT NULL, "creator_xid" TEXT DEFAULT NULL);
INSERT INTO "workflow_status" VALUES('announcing-1-announce-1-1','SUCCESS','announce',NULL,NULL,NULL,NULL,NULL,NULL,'first',1795969857000,1795969859000,'announcing-1','',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'py_pickle',NULL,0,0,1795969859000,'null',NULL,NULL,0,'unionbot','1392b67f-8ecc-4fd8-ab8a-8495aafcd9c9');
INSERT INTO "workflow_status" VALUES('announcing-1-announce-2-1','PENDING','announce',NULL,NULL,NULL,NULL,NULL,NULL,'second',1795969860000,1795969860000,'announcing-1','',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'031f1905-e441-44ac-83af-2abb3a0c3a49',NULL,'py_pickle',NULL,0,0,NULL,'null',NULL,NULL,0,'unionbot','031f1905-e441-44ac-83af-2abb3a0c3a49');
INSERT INTO "workflow_status" VALUES('announcing-1-announce-4-1','PENDING','announce',NULL,NULL,NULL,NULL,NULL,NULL,'second',1795969860000,1795969860000,'announcing-1','',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,'0e885c0e-f09d-467e-ba77-3e061b1f9a26',NULL,'py_pickle',NULL,0,0,NULL,'null',NULL,NULL,0,'unionbot','0e885c0e-f09d-467e-ba77-3e061b1f9a26');
CREATE INDEX workflow_status_created_at_index ON workflow_status (created_at);
CREATE INDEX idx_workflow_topic ON notifications (destination_uuid, topic);
CREATE INDEX "idx_workflow_status_delayed" ON "workflow_status" ("delay_until_epoch_ms") WHERE status = 'DELAYED';
CREATE INDEX "idx_workflow_status_forked_from" ON "workflow_status" ("forked_from") WHERE "forked_from" IS NOT NULL;
CREATE INDEX "idx_workflow_status_parent_workflow_id" ON "workflow_status" ("parent_workflow_id") WHERE "parent_workflow_id" IS NOT NULL;
CREATE UNIQUE INDEX "uq_workflow_status_dedup_id" ON "workflow_status" ("queue_name", "deduplication_id") WHERE "deduplication_id" IS NOT NULL;
CREATE INDEX "idx_workflow_status_pending" ON "workflow_status" ("created_at") WHERE "status" = 'PENDING';
CREATE INDEX "idx_workflow_status_failed" ON "workflow_status" ("status", "created_at") WHERE "status" IN ('ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED');
CREATE INDEX "idx_workflow_status_rate_limited" ON "workflow_status" ("queue_name", "started_at_epoch_ms") WHERE "rate_limited" = TRUE;
CREATE INDEX "idx_workflow_status_completed_at" ON "workflow_status" ("completed_at") WHERE "completed_at" IS NOT NULL;
CREATE INDEX "idx_workflow_status_started_at" ON "workflow_status" ("started_at_epoch_ms") WHERE "started_at_epoch_ms" IS NOT NULL;
CREATE INDEX "idx_workflow_status_schedule_name" ON "workflow_status" ("schedule_name") WHERE "schedule_name" IS NOT NULL;
CREATE UNIQUE INDEX "uq_application_versions_owner_version"
    ON application_versions ("application_name", "version_name")
    WHERE "application_name" IS NOT NULL;
CREATE UNIQUE INDEX "uq_application_versions_unclaimed_version"
    ON application_versions ("version_name")
    WHERE "application_name" IS NULL;
CREATE INDEX idx_workflow_input_retention
    ON workflow_input (retention_timestamp);
CREATE INDEX idx_workflow_output_retention
    ON workflow_output (retention_timestamp);
CREATE INDEX idx_operation_outputs_retention
    ON operation_outputs (retention_timestamp);
CREATE INDEX "idx_workflow_status_in_flight_v2" ON "workflow_status" ("queue_name", "status", "priority", "created_at", "application_name") WHERE "status" IN ('ENQUEUED', 'PENDING');
CREATE INDEX "idx_workflow_status_partition_dequeue_v3" ON "workflow_status" ("queue_name", "status", "queue_partition_key", "priority", "created_at", "workflow_uuid", "application_name") WHERE "status" IN ('ENQUEUED', 'PENDING') AND "queue_partition_key" IS NOT NULL;
CREATE INDEX "idx_operation_outputs_completed_at_function_name_v2" ON "operation_outputs" ("completed_at_epoch_ms", "function_name", "application_name");
CREATE INDEX "idx_workflow_status_deadline" ON "workflow_status" ("workflow_deadline_epoch_ms") WHERE "status" IN ('ENQUEUED', 'PENDING', 'DELAYED') AND "workflow_deadline_epoch_ms" IS NOT NULL;
CREATE INDEX "idx_application_versions_timestamp" ON "application_versions" ("version_timestamp" DESC);
CREATE INDEX "idx_application_versions_owner_timestamp" ON "application_versions" ("application_name", "version_timestamp" DESC);
COMMIT;
