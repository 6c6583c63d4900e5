using System.Globalization;

namespace Saker.Platform.Experiments;

/// <summary>An experiment as a query gives it.</summary>
internal sealed record ExperimentRow
{
    public long Id { get; init; }

    public required string Name { get; init; }

    public long CreatedAt { get; init; }

    public long RunCount { get; init; }

    public Experiment ToExperiment() => new()
    {
        Id = new ExperimentId(Id.ToString(CultureInfo.InvariantCulture)),
        Name = Name,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt),
        RunCount = (int)RunCount,
    };
}
