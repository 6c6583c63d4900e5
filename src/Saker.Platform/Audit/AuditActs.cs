namespace Saker.Platform.Audit;

/// <summary>The administrative acts.</summary>
public static class AuditActs
{
    public const string KeyCreated = "key.create";
    public const string KeyRevoked = "key.revoke";
    public const string Deployed = "endpoint.deploy";
    public const string EndpointRemoved = "endpoint.remove";
    public const string ModelImported = "model.import";
    public const string SettingsChanged = "endpoint.settings";
    public const string ModelLoaded = "model.load";
    public const string ModelUnloaded = "model.unload";
    public const string AliasMoved = "alias.move";
    public const string PipelineStarted = "pipeline.start";
    public const string GarbageCollected = "home.gc";
    public const string RunsImported = "home.import";

    /// <summary>A request that needs more than the caller may, where the route names no act of its own.</summary>
    public const string Access = "access";
}
