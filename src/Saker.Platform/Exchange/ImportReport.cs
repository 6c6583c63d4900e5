namespace Saker.Platform.Exchange;

/// <summary>What an import did.</summary>
public sealed record ImportReport
{
    /// <summary>The names of experiments that were made.</summary>
    public required IReadOnlyList<string> Experiments { get; init; }

    /// <summary>The ids of runs that are here now and were not before.</summary>
    public required IReadOnlyList<string> Runs { get; init; }

    /// <summary>The versions that were registered, such as <c>churn/3</c>.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The ids of logged models that are here now and were not before.</summary>
    public required IReadOnlyList<string> LoggedModels { get; init; }

    /// <summary>How many runs, logged models and versions were here already.</summary>
    public required int PresentCount { get; init; }

    /// <summary>What was left out.</summary>
    public required IReadOnlyList<ImportSkip> Skipped { get; init; }
}
