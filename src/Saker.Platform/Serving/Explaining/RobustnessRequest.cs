namespace Saker.Platform.Serving.Explaining;

/// <summary>How a network is tested against inputs that are moved to mislead it.</summary>
public sealed record RobustnessRequest
{
    /// <summary>The version: <c>shapes/3</c>, <c>shapes@champion</c>, or <c>shapes</c> for the newest.</summary>
    public required string Version { get; init; }

    /// <summary>The column with the true classes, by their places from 0.</summary>
    public required string Target { get; init; }

    /// <summary>The most that any element of an input moves, in units of the input, above 0.</summary>
    public required double Epsilon { get; init; }

    public MisleadMethod Method { get; init; }

    /// <summary>Steps of projected gradients, 1 to 1,000.</summary>
    public int StepCount { get; init; } = 10;

    /// <summary>The least that an element may be, such as 0 for pictures; no bound where null.</summary>
    public double? Low { get; init; }

    /// <summary>The most that an element may be, such as 1 for pictures; no bound where null.</summary>
    public double? High { get; init; }
}
