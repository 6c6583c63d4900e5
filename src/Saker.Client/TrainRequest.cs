namespace Saker.Client;

/// <summary>Asks the server to run a pipeline.</summary>
/// <param name="File">The pipeline file, relative to the folder of pipelines that the server was started with.</param>
public sealed record TrainRequest(string File)
{
    /// <summary>Why the model is registered although it did not pass its gates; for admins, and null unless somebody overrides.</summary>
    public string? OverrideGates { get; init; }
}
