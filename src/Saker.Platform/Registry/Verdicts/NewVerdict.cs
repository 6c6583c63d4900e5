namespace Saker.Platform.Registry.Verdicts;

/// <summary>A verdict that is to be kept.</summary>
public sealed record NewVerdict
{
    public required bool Passed { get; init; }

    /// <summary>SHA-256 of what was asked.</summary>
    public required string Suite { get; init; }

    /// <summary>The names of the gates that were not passed.</summary>
    public required IReadOnlyList<string> Failed { get; init; }

    /// <summary>The whole report, as JSON.</summary>
    public required string Report { get; init; }
}
