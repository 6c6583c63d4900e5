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
}
