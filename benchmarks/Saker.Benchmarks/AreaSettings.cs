namespace Saker.Benchmarks;

internal sealed record AreaSettings
{
    /// <summary>Fewer repeats and smaller work: shows that everything runs, not how fast.</summary>
    public required bool Quick { get; init; }

    /// <summary>The one part of the area that is measured; null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Takes a line for each step that takes long.</summary>
    public required TextWriter Log { get; init; }
}
