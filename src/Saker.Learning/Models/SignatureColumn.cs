using Saker.Data;

namespace Saker.Learning.Models;

/// <summary>One named input or output of a model, with what training saw of it.</summary>
public sealed record SignatureColumn(string Name, ColumnType Type)
{
    /// <summary>Whether training saw missing values here; only then may a request leave the value out (by an explicit null).</summary>
    public bool Nullable { get; init; }

    /// <summary>The smallest number seen in training; null for text.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number seen in training; null for text.</summary>
    public double? Max { get; init; }

    /// <summary>The texts seen in training, ordered; null for numbers and for text with too many distinct values to list.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The extents of a tensor, outermost first, -1 where requests choose; null for a column, which has one value a row.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>
    /// The element type that the graph takes or gives, such as <c>float16</c>, where the model was made elsewhere; null where it follows
    /// from <see cref="Type"/>, which for other element types is the nearest.
    /// </summary>
    public string? Element { get; init; }
}
