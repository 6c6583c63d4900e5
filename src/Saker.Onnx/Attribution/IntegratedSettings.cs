namespace Saker.Onnx.Attribution;

/// <summary>How far integrated gradients go to be complete.</summary>
public sealed record IntegratedSettings
{
    /// <summary>Points of the path at first, 1 or more; they are doubled until attributions are complete.</summary>
    public int StepCount { get; init; } = 32;

    /// <summary>The most points.</summary>
    public int MaxStepCount { get; init; } = 4096;

    /// <summary>How far the sum of attributions may be off, as a share of the output's change from baseline to row.</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>What may be off whatever the change: for rows whose output hardly differs from the baseline's.</summary>
    public double AbsoluteTolerance { get; init; } = 1e-4;
}
