using System.Text.Json;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Server.Http.Rows;

namespace Saker.Server.Http.OpenInference;

/// <summary>Reads <c>data</c>, flat or nested as the shape is, into a tensor that is laid out.</summary>
internal readonly ref struct TensorJson(InferInput input, int tensor, TensorBuffer into, ProblemList problems, Dictionary<long, string>? bare, long offset, InferHoles? holes = null)
{
    /// <summary>Reads the one element of a tensor from a text that holds nothing else.</summary>
    /// <param name="reader">Before it.</param>
    /// <param name="datatype">What it is said to be.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public bool TryReadOnly(ref Utf8JsonReader reader, Datatype datatype)
    {
        if (into.Count != 1 || !reader.Read())
            return false;
        ReadValue(ref reader, datatype, 0, 1, into.Type == ElementType.Text ? default : into.Bytes);
        return !reader.Read();
    }

    /// <param name="reader">At the list; is moved to its end.</param>
    /// <param name="datatype">What the values are said to be.</param>
    /// <param name="shape">As the request has it.</param>
    public void Read(ref Utf8JsonReader reader, Datatype datatype, scoped ReadOnlySpan<long> shape)
    {
        if (reader.TokenType != JsonTokenType.StartArray || IsBare(ref reader))
        {
            problems.Add(null, input.Name, $"has {JsonTexts.Quote(ref reader)} as data; give a list.");
            reader.Skip();
            return;
        }
        var elements = into.Type == ElementType.Text ? default : into.Bytes;
        var width = (int)(shape is [> 0, ..] ? into.Count / shape[0] : 1);
        var index = 0;
        var known = problems.TotalCount;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartArray && shape.Length > 1 && !IsBare(ref reader))
                index = ReadList(ref reader, datatype, shape[1..], width, index, elements);
            else if (index < into.Count)
                ReadValue(ref reader, datatype, index++, width, elements);
            else
                index = Pass(ref reader, index);
        }
        // Where lists were too short or too long, that says it all.
        if (index < into.Count || (index > into.Count && problems.TotalCount == known))
            problems.Add(null, input.Name, $"has {(index < into.Count ? index : "more than " + into.Count)} values; its shape {Text(shape)} needs {into.Count}.");
    }

    // A list inside the data: it must have as many values as the extents that are left. Depth is bounded by the shape's.
    private int ReadList(ref Utf8JsonReader reader, Datatype datatype, scoped ReadOnlySpan<long> shape, int rowWidth, int start, Span<byte> elements)
    {
        var wanted = 1;
        foreach (var extent in shape)
            wanted *= (int)extent;
        var index = start;
        var end = Math.Min(start + wanted, into.Count);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartArray && shape.Length > 1 && !IsBare(ref reader))
                index = ReadList(ref reader, datatype, shape[1..], rowWidth, index, elements);
            else if (index < end)
                ReadValue(ref reader, datatype, index++, rowWidth, elements);
            else
                index = Pass(ref reader, index);
        }
        if (index - start == wanted)
            return index;
        if (start < into.Count)
            problems.AddCell(start / rowWidth, tensor, input.Name, $"is a list of {index - start} values; its shape has {wanted} in each.");
        return start + wanted;
    }

    private static int Pass(ref Utf8JsonReader reader, int index)
    {
        reader.Skip();
        return index + 1;
    }

    private void ReadValue(ref Utf8JsonReader reader, Datatype datatype, int index, int width, Span<byte> elements)
    {
        if (holes is not null)
            Note(ref reader, datatype);
        var isStored = reader.TokenType switch
        {
            JsonTokenType.Number => TryStoreNumber(ref reader, datatype, index, elements),
            JsonTokenType.String => datatype == Datatype.BYTES && TextCells.TryStore(ref reader, into, index),
            JsonTokenType.True => datatype == Datatype.BOOL && NumberCells.TryStore(elements, into.Type, index, 1L),
            JsonTokenType.False => datatype == Datatype.BOOL && NumberCells.TryStore(elements, into.Type, index, 0L),
            JsonTokenType.Null => into.Type == ElementType.Text || NumberCells.TryStoreMissing(elements, into.Type, index),
            _ => false,
        };
        if (isStored)
            return;
        problems.AddCell(index / width, tensor, input.Name, Describe(ref reader, datatype));
        reader.Skip();
    }

    private void Note(ref Utf8JsonReader reader, Datatype datatype)
    {
        if (into.Count == 1)
            holes!.Note(new InferHole((int)(offset + reader.TokenStartIndex), (int)(offset + reader.BytesConsumed), tensor, datatype, into.Shape.ToArray()));
        else
            holes!.Spoil();
    }

    private bool TryStoreNumber(ref Utf8JsonReader reader, Datatype datatype, int index, Span<byte> elements)
    {
        switch (datatype)
        {
            case Datatype.FP64:
                // A number beyond the type's range reads as infinity.
                return reader.TryGetDouble(out var real) && double.IsFinite(real) && NumberCells.TryStore(elements, into.Type, index, real);
            case Datatype.FP32:
                return reader.TryGetDouble(out var single) && float.IsFinite((float)single)
                    && NumberCells.TryStore(elements, into.Type, index, into.Type == ElementType.Float64 ? single : (float)single);
            case Datatype.FP16:
                return reader.TryGetDouble(out var half) && Half.IsFinite((Half)half) && NumberCells.TryStore(elements, into.Type, index, half);
            case Datatype.BF16:
                return reader.TryGetDouble(out var brain) && float.IsFinite((float)brain) && NumberCells.TryStore(elements, into.Type, index, brain);
            case Datatype.UINT64:
                return reader.TryGetUInt64(out var unsigned) && NumberCells.TryStore(elements, into.Type, index, unsigned);
            case Datatype.BYTES:
                return false;
            default:
                return reader.TryGetInt64(out var whole) && IsWithin(datatype, whole) && NumberCells.TryStore(elements, into.Type, index, whole);
        }
    }

    private static bool IsWithin(Datatype datatype, long value) => datatype switch
    {
        Datatype.INT64 => true,
        Datatype.INT32 => value == (int)value,
        Datatype.INT16 => value == (short)value,
        Datatype.INT8 => value == (sbyte)value,
        Datatype.UINT32 => value == (uint)value,
        Datatype.UINT16 => value == (ushort)value,
        Datatype.UINT8 => value == (byte)value,
        _ => value is 0 or 1,
    };

    private string Describe(ref Utf8JsonReader reader, Datatype datatype) => bare is not null && reader.TokenType == JsonTokenType.StartArray && bare.TryGetValue(offset + reader.TokenStartIndex, out var token)
        ? $"is {token}, which is no number that JSON has."
        : reader.TokenType == JsonTokenType.String && datatype == Datatype.BYTES ? "is no valid Unicode text."
        : reader.TokenType == JsonTokenType.Null ? $"is null; the model's {Datatypes.Of(into.Type)} has no missing values."
        : $"is {JsonTexts.Quote(ref reader)}, which is no {datatype}{(datatype.ToElement() == into.Type || datatype == Datatype.BYTES ? "" : $" that the model's {input.Datatype} can hold")}.";

    private bool IsBare(ref Utf8JsonReader reader) => bare is not null && bare.ContainsKey(offset + reader.TokenStartIndex);

    private static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
