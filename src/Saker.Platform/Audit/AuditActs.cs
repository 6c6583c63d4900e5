namespace Saker.Platform.Audit;

/// <summary>The acts that are noted.</summary>
public static class AuditActs
{
    public const string KeyCreated = "key.create";
    public const string KeyRevoked = "key.revoke";
    public const string Deployed = "endpoint.deploy";
    public const string EndpointRemoved = "endpoint.remove";
    public const string MonitorChanged = "endpoint.monitor";
    public const string DriftEvaluated = "endpoint.drift";
    public const string ModelImported = "model.import";
    public const string ModelCompressed = "model.compress";
    public const string ModelFineTuned = "model.finetune";
    public const string SettingsChanged = "endpoint.settings";
    public const string ModelLoaded = "model.load";
    public const string ModelUnloaded = "model.unload";
    public const string AliasMoved = "alias.move";
    public const string AliasProtected = "alias.protect";
    public const string AliasUnprotected = "alias.unprotect";
    public const string MoveApproved = "alias.approve";
    public const string MoveRejected = "alias.reject";
    public const string MoveWithdrawn = "alias.withdraw";
    public const string GatesRequired = "gates.require";
    public const string GatesReleased = "gates.release";
    public const string GatesJudged = "gates.judge";
    public const string ModelChanged = "model.change";
    public const string ModelDeleted = "model.delete";
    public const string VersionRegistered = "version.register";
    public const string VersionChanged = "version.change";
    public const string VersionDeleted = "version.delete";
    public const string RolloutDecided = "rollout.decide";
    public const string RetrainingSet = "retraining.set";
    public const string RetrainingRequested = "retraining.request";
    public const string RolloutStarted = "rollout.start";
    public const string RolloutApproved = "rollout.approve";
    public const string RolloutPromoted = "rollout.promote";
    public const string RolloutHeld = "rollout.hold";
    public const string RolloutResumed = "rollout.resume";
    public const string RolloutRolledBack = "rollout.roll-back";
    public const string RolloutConcluded = "rollout.conclude";
    public const string RolloutCancelled = "rollout.cancel";
    public const string RolloutPolicySet = "rollout.policy";
    public const string JobHastened = "job.run";
    public const string PipelineStarted = "pipeline.start";
    public const string ExperimentCreated = "experiment.create";
    public const string ExperimentRenamed = "experiment.rename";
    public const string ExperimentDeleted = "experiment.delete";
    public const string ExperimentRestored = "experiment.restore";
    public const string ExperimentTagged = "experiment.tag";
    public const string ArtifactsDeleted = "artifacts.delete";
    public const string LoggedModelDeleted = "logged-model.delete";
    public const string ArtifactWritten = "artifact.write";
    public const string LoggedModelCreated = "logged-model.create";
    public const string LoggedModelChanged = "logged-model.change";
    public const string RunCreated = "run.create";
    public const string RunChanged = "run.change";
    public const string RunTagged = "run.tag";
    public const string RunLogged = "run.log";
    public const string RunDeleted = "run.delete";
    public const string RunRestored = "run.restore";
    public const string StudyCreated = "study.create";
    public const string StudyDeleted = "study.delete";
    public const string TrialChanged = "study.trial";
    public const string DatasetAdded = "dataset.add";
    public const string DatasetChanged = "dataset.change";
    public const string DatasetRemoved = "dataset.remove";
    public const string DatasetRebuilt = "dataset.rebuild";
    public const string DatasetsRetained = "dataset.retain";
    public const string OutcomesAdded = "outcome.add";
    public const string OutcomesRemoved = "outcome.remove";
    public const string EncryptionOn = "encryption.on";
    public const string KeysRotated = "encryption.rotate";
    public const string KeysRenewed = "encryption.renew";
    public const string GarbageCollected = "home.gc";
    public const string LogExported = "log.export";
    public const string LogErased = "log.erase";
    public const string RunsImported = "home.import";

    public const string AlertAcknowledged = "alert.acknowledge";
    public const string AlertResolved = "alert.resolve";
    public const string AlertSilenced = "alert.silence";
    public const string AlertSettingsChanged = "alert.settings";
    public const string AlertTested = "alert.test";
    public const string AlertResent = "alert.resend";

    /// <summary>
    /// Whether an act comes by the thousands: the first one of a caller to a target is noted as any other is; those that follow
    /// within the minute are counted, and their number is noted when the minute is over.
    /// </summary>
    public static bool IsFrequent(string act) => act is RunLogged or TrialChanged or OutcomesAdded;

    /// <summary>A request that needs more than the caller may, where the route names no act of its own.</summary>
    public const string Access = "access";

    /// <summary>Every act, in the order of their names.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(AuditActs).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];
}
