namespace Saker.Client;

/// <summary>A named, typed column of a dataset or of a model's signature, with what training saw of it.</summary>
public sealed record ColumnInfo
{
    public required string Name { get; init; }

    /// <summary><c>boolean</c>, <c>int32</c>, <c>int64</c>, <c>float32</c>, <c>float64</c>, <c>text</c>, <c>date</c> or <c>timestamp</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a value may be missing (an explicit null in a request).</summary>
    public required bool Nullable { get; init; }

    /// <summary>The smallest number seen in training.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number seen in training.</summary>
    public double? Max { get; init; }

    /// <summary>The texts seen in training; others are refused.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The extents of a tensor, outermost first, -1 where requests choose; null for a column, which has one value a row.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>The element type that the graph takes or gives, such as <c>float16</c>, of a model that was made elsewhere.</summary>
    public string? Element { get; init; }
}
