using System.Runtime.InteropServices;

namespace Saker.Onnx.Batches;

/// <summary>
/// The elements of one tensor, row-major, in memory that is used request after request. Numbers and booleans lie as the engine
/// has them, little-endian; text lies as UTF-8. Serves one user at a time.
/// </summary>
public sealed class TensorBuffer
{
    // Memory beyond this is let go when the buffer is emptied, so that one large request is not kept for ever.
    private const int MaxKeptBytes = 1 << 20;

    private byte[] _bytes = [];
    private long[] _shape = [];
    private (int Start, int Length)[] _texts = [];
    private int _rank;
    private int _textBytes;

    public TensorBuffer(ElementType type)
    {
        Type = type;
        ElementSize = ElementTypes.Size(type);
    }

    public ElementType Type { get; }

    /// <summary>Bytes an element takes; 0 for text.</summary>
    public int ElementSize { get; }

    /// <summary>Extents, outermost first.</summary>
    public ReadOnlySpan<long> Shape => _shape.AsSpan(0, _rank);

    /// <summary>How many elements the shape has; 0 before <see cref="Reset"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Whether it was filled since it was emptied.</summary>
    public bool IsSet { get; private set; }

    /// <summary>Bytes it occupies, used or not.</summary>
    public long KeptBytes => _bytes.LongLength + (8L * _texts.Length);

    /// <summary>Bytes that its elements take now.</summary>
    public long UsedBytes => Type == ElementType.Text ? _textBytes + (8L * Count) : (long)Count * ElementSize;

    /// <summary>The elements of a number or boolean tensor, to be read and written.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, Count * ElementSize);

    /// <summary>Gives it a shape; what it holds is undefined until written, texts are empty.</summary>
    /// <exception cref="OnnxException">An extent is negative, or the elements are more than fit.</exception>
    public void Reset(ReadOnlySpan<long> shape)
    {
        SetShape(shape, CountOf(shape));
        if (Type == ElementType.Text)
            ResetTexts();
        else if (_bytes.Length < Count * ElementSize)
            _bytes = GC.AllocateUninitializedArray<byte>(Grown(Count * ElementSize));
    }

    /// <summary>Gives it another shape and keeps the first elements; further ones are undefined until written, texts are empty.</summary>
    /// <exception cref="OnnxException">An extent is negative, or the elements are more than fit.</exception>
    public void Resize(ReadOnlySpan<long> shape)
    {
        var count = CountOf(shape);
        if (Type == ElementType.Text)
        {
            if (_texts.Length < count)
                Array.Resize(ref _texts, Grown(count));
            if (count > Count)
                Array.Clear(_texts, Count, count - Count);
        }
        else if (_bytes.Length < count * ElementSize)
        {
            Array.Resize(ref _bytes, Grown(count * ElementSize));
        }
        SetShape(shape, count);
    }

    /// <summary>The elements as their .NET type; <see cref="ElementType.BFloat16"/> as <see cref="ushort"/>.</summary>
    /// <exception cref="OnnxException">It holds another type.</exception>
    public Span<T> Elements<T>()
        where T : unmanaged => ElementTypes.Of<T>() == Type || (Type == ElementType.BFloat16 && typeof(T) == typeof(ushort))
        ? MemoryMarshal.Cast<byte, T>(Bytes)
        : throw new OnnxException($"The tensor holds {Type}, not {typeof(T).Name}.");

    /// <summary>Sets one text; each element once after <see cref="Reset"/>, in any order.</summary>
    public void SetText(int index, ReadOnlySpan<byte> utf8)
    {
        if ((uint)index >= (uint)Count || Type != ElementType.Text)
            throw new OnnxException($"Text {index} cannot be set in a tensor of {Count} elements of {Type}.");
        if (utf8.Length > Array.MaxLength - _textBytes)
            throw new OnnxException("The texts of one tensor are larger than can be held.");
        if (_bytes.Length - _textBytes < utf8.Length)
            Array.Resize(ref _bytes, Grown(_textBytes + utf8.Length));
        utf8.CopyTo(_bytes.AsSpan(_textBytes));
        _texts[index] = (_textBytes, utf8.Length);
        _textBytes += utf8.Length;
    }

    /// <summary>One text as UTF-8.</summary>
    public ReadOnlySpan<byte> Text(int index) => TextMemory(index).Span;

    /// <summary>One text as UTF-8, in the memory of this tensor: good until the next text is set.</summary>
    internal ReadOnlyMemory<byte> TextMemory(int index)
    {
        if ((uint)index >= (uint)Count || Type != ElementType.Text)
            throw new OnnxException($"There is no text {index} in a tensor of {Count} elements of {Type}.");
        var (start, length) = _texts[index];
        return _bytes.AsMemory(start, length);
    }

    /// <summary>Makes it equal to another of the same type.</summary>
    public void CopyFrom(TensorBuffer other)
    {
        if (other.Type != Type)
            throw new OnnxException($"A tensor of {other.Type} cannot be copied to one of {Type}.");
        Reset(other.Shape);
        if (Type != ElementType.Text)
        {
            other.Bytes.CopyTo(Bytes);
            return;
        }
        for (var i = 0; i < Count; i++)
            SetText(i, other.Text(i));
    }

    /// <summary>Makes its one row equal to a row of another of the same type, whose first extent is rows.</summary>
    public void CopyRowFrom(TensorBuffer other, int row)
    {
        var count = other.Shape is [> 0 and var rows, ..] ? other.Count / (int)rows : 0;
        if (other.Type != Type || count != Count)
            throw new OnnxException($"A row of {count} elements of {other.Type} cannot be copied to a tensor of {Count} elements of {Type}.");
        if (Type != ElementType.Text)
        {
            other.Bytes.Slice(row * count * ElementSize, count * ElementSize).CopyTo(Bytes);
            return;
        }
        Reset(Shape);
        for (var i = 0; i < count; i++)
            SetText(i, other.Text((row * count) + i));
    }

    /// <summary>Empties it for the next request.</summary>
    public void Clear()
    {
        Count = 0;
        _rank = 0;
        _textBytes = 0;
        IsSet = false;
        if (_bytes.Length > MaxKeptBytes)
            _bytes = [];
        if (_texts.Length > MaxKeptBytes / 8)
            _texts = [];
    }

    private int CountOf(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var extent in shape)
        {
            if (extent < 0 || (extent > 0 && count > Array.MaxLength / extent))
                throw new OnnxException($"A tensor cannot have the shape [{string.Join(", ", shape.ToArray())}].");
            count *= extent;
        }
        if (count * Math.Max(1, ElementSize) > Array.MaxLength)
            throw new OnnxException($"A tensor of shape [{string.Join(", ", shape.ToArray())}] is larger than can be held.");
        return (int)count;
    }

    private void SetShape(ReadOnlySpan<long> shape, int count)
    {
        if (_shape.Length < shape.Length)
            _shape = new long[Math.Max(4, shape.Length)];
        shape.CopyTo(_shape);
        _rank = shape.Length;
        Count = count;
        IsSet = true;
    }

    private void ResetTexts()
    {
        _textBytes = 0;
        if (_texts.Length < Count)
            _texts = new (int, int)[Grown(Count)];
        else
            Array.Clear(_texts, 0, Count);
    }

    private static int Grown(int wanted) => (int)Math.Min(Array.MaxLength, Math.Max(16L, wanted + (wanted / 2L)));
}
