using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Saker.Server.Http.OpenInference;

/// <summary>What is known of an input tensor while it is read; its properties come in any order.</summary>
internal struct TensorHead()
{
    public const int MaxRank = 16;

    private Extents _extents;
    private int _rank;

    /// <summary>Position among the model's inputs; -1 while the name is not known, or when the model has no such input.</summary>
    public int Index = -1;

    public Datatype Datatype;

    /// <summary>What was given as datatype where it is none.</summary>
    public string? WrongDatatype;

    /// <summary>Which properties came.</summary>
    public TensorProperties Seen;

    /// <summary>Whether the shape is a list of whole numbers from 0 on.</summary>
    public bool HasShape;

    public int DataStart = -1;

    public int DataLength;

    /// <summary>Whether the data were read on the way.</summary>
    public bool IsRead;

    /// <summary>Bytes after the JSON; -1 when it has none.</summary>
    public long BinarySize = -1;

    /// <summary>The shape that is taken instead of the one given, where the endpoint's policy has that; null for the given one.</summary>
    public long[]? Taken;

    /// <summary>Whether the elements are of another kind than the model's, and are converted once they are read.</summary>
    public bool IsConverted;

    /// <summary>Elements of the shape, once counted.</summary>
    public long Count;

    [UnscopedRef]
    public readonly ReadOnlySpan<long> Shape => ((ReadOnlySpan<long>)_extents)[.._rank];

    public readonly string ShapeText => HasShape ? $"[{string.Join(", ", Shape.ToArray())}]" : "[]";

    public readonly bool IsKnown => Index >= 0 && (Seen & (TensorProperties.Shape | TensorProperties.Datatype)) == (TensorProperties.Shape | TensorProperties.Datatype);

    /// <summary>False when the property came before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySee(TensorProperties property)
    {
        var isFirst = (Seen & property) == 0;
        Seen |= property;
        return isFirst;
    }

    public bool TryAddExtent(long extent)
    {
        if (_rank == MaxRank)
            return false;
        _extents[_rank++] = extent;
        return true;
    }

    /// <summary>False when the elements are more than any tensor has.</summary>
    public bool TryCount()
    {
        Count = 1;
        foreach (var extent in Shape)
        {
            if (extent > 0 && Count > Array.MaxLength / sizeof(double) / extent)
                return false;
            Count *= extent;
        }
        return true;
    }

    [InlineArray(MaxRank)]
    private struct Extents
    {
        private long _first;
    }
}
