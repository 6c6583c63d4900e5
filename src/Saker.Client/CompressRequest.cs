namespace Saker.Client;

/// <summary>The body of <c>POST /api/models/{name}/versions/{version}/compression</c>.</summary>
public sealed record CompressRequest
{
    /// <summary>How: <c>dynamic</c>, <c>static</c>, <c>aware</c>, <c>magnitude</c>, <c>structured</c>, <c>low-rank</c> or <c>distilled</c>.</summary>
    public string? Method { get; init; }

    /// <summary>The stored rows, such as <c>digits/2</c>; left out for methods that need none.</summary>
    public string? Dataset { get; init; }

    /// <summary>The column with the answers, of which every fifth row is judged on; left out, nothing is scored.</summary>
    public string? Target { get; init; }

    /// <summary>The most that the score may fall, 0 to 1; what falls more is not registered.</summary>
    public double? MaxLoss { get; init; }

    /// <summary>Bits of levels, 2 to 8 (default).</summary>
    public int? Bits { get; init; }

    /// <summary>How ranges are found: <c>min-max</c> (default), <c>percentile</c> or <c>entropy</c>.</summary>
    public string? Calibration { get; init; }

    /// <summary>The share of weights or channels that go.</summary>
    public double? Share { get; init; }

    /// <summary>The share of each weight's energy that <c>low-rank</c> keeps; 0.95 by default.</summary>
    public double? Energy { get; init; }

    /// <summary>How often the smaller model goes through the rows.</summary>
    public int? Epochs { get; init; }

    /// <summary>Names of stored weights that stay as they are.</summary>
    public IReadOnlyList<string>? Keep { get; init; }

    /// <summary>Aliases to move to the new version.</summary>
    public IReadOnlyList<string>? Aliases { get; init; }
}
