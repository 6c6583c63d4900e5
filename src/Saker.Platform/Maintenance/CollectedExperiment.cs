namespace Saker.Platform.Maintenance;

/// <summary>An experiment that is collected.</summary>
public sealed record CollectedExperiment(string Experiment, string Name);
