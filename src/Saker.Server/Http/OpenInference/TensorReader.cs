using System.Text.Json;
using System.Text.Unicode;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx;
using Saker.Onnx.Batches;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;

namespace Saker.Server.Http.OpenInference;

/// <summary>Takes tensor after tensor: checks each against the model before any memory is laid out for it, and reads its data.</summary>
internal ref struct TensorReader(InferPlan plan, InferCall call, InferRequest request, ReadOnlySpan<byte> raw, int maxRows)
{
    private readonly ReadOnlySpan<TensorBuffer> _inputs = call.Inputs;
    private readonly ProblemList _problems = call.Report.Problems;
    private readonly ReadOnlySpan<byte> _raw = raw;
    private long _rows = -1;
    private int _rawAt;

    // Null while no input said how many.
    private readonly int? Rows => !plan.TakesRows ? 1 : _rows > 0 ? (int)_rows : null;

    public static void ReadShape(ref Utf8JsonReader reader, ref TensorHead head)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            return;
        head.HasShape = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var extent) || extent < 0 || !head.TryAddExtent(extent))
                head.HasShape = false;
            reader.Skip();
        }
    }

    /// <summary>Reads data in JSON that the reader stands on; name, datatype and shape are known.</summary>
    /// <param name="reader">At the value of <c>data</c>; is moved to its end.</param>
    /// <param name="head">The tensor.</param>
    /// <param name="bare">Where tokens stand that JSON does not have.</param>
    /// <param name="offset">Where in the JSON what is read begins.</param>
    /// <param name="jsonLength">No tensor in JSON has more elements than the JSON has bytes.</param>
    public void ReadData(ref Utf8JsonReader reader, ref TensorHead head, Dictionary<long, string>? bare, long offset, int jsonLength)
    {
        head.IsRead = true;
        if (TryPrepare(ref head))
        {
            var input = plan.Inputs[head.Index];
            if (head.Count > jsonLength)
            {
                _problems.Add(null, input.Name, $"has too few values; its shape {head.ShapeText} needs {head.Count}.");
            }
            else
            {
                var into = LayOut(ref head);
                var holes = request.Holes.IsNoting ? request.Holes : null;
                new TensorJson(input, head.Index, into, _problems, bare, offset, holes).Read(ref reader, head.Datatype, head.Shape);
                Convert(ref head, into);
                return;
            }
        }
        reader.Skip();
    }

    /// <summary>All of a tensor's properties have come.</summary>
    public void End(ref TensorHead head, ReadOnlySpan<byte> json, Dictionary<long, string>? bare)
    {
        var isCovered = TryTake(head.BinarySize, head.Index < 0 ? "inputs" : plan.Inputs[head.Index].Name, out var bytes);
        if (head.Index < 0)
            return;
        var name = plan.Inputs[head.Index].Name;
        if (!head.IsRead && head.DataStart >= 0)
        {
            var reader = new Utf8JsonReader(json.Slice(head.DataStart, head.DataLength));
            reader.Read();
            ReadData(ref reader, ref head, bare, head.DataStart, json.Length);
        }
        if (head.IsRead && head.BinarySize >= 0)
            _problems.Add(null, name, "has data in JSON and binary_data_size; give one of them.");
        else if (!head.IsRead && TryPrepare(ref head) && isCovered)
            ReadBytes(ref head, bytes);
    }

    /// <summary>Reads a whole body as the one input of the model: its shape follows from the size, at most one extent being free.</summary>
    public void ReadRaw(ref TensorHead head, InferInput input)
    {
        var width = input.Shape.Aggregate(1L, (product, extent) => product * Math.Max(1, extent));
        var free = input.Shape.Count(extent => extent < 0);
        var size = ElementTypes.Size(input.Type);
        // The text itself, without its length.
        var count = size == 0 ? 1 : _raw.Length / size;
        if (free > 1 || (size == 0 && width != 1) || (size > 0 && (_raw.Length % size != 0 || count % width != 0 || (free == 0 && count != width))))
        {
            _problems.Add(null, input.Name, $"has {_raw.Length} bytes, which do not make {input.Wanted}.");
            request.Seen[0] = true;
            _rawAt = _raw.Length;
            return;
        }
        (head.Index, head.HasShape, head.Seen, head.BinarySize) = (0, true, TensorProperties.Shape | TensorProperties.Datatype, _raw.Length);
        head.Datatype = Datatypes.Of(input.Type);
        foreach (var extent in input.Shape)
            head.TryAddExtent(extent < 0 ? count / width : extent);
        _rawAt = _raw.Length;
        if (!TryPrepare(ref head))
            return;
        if (size > 0)
        {
            ReadBytes(ref head, _raw);
            return;
        }
        _ = LayOut(ref head);
        if (Utf8.IsValid(_raw))
            _inputs[0].SetText(0, _raw);
        else
            _problems.AddCell(0, 0, input.Name, "is no valid UTF-8 text.");
    }

    /// <summary>No more tensors come.</summary>
    public readonly void Finish()
    {
        for (var i = 0; i < plan.Inputs.Length; i++)
        {
            if (!request.Seen[i])
                call.Guard.TakeMissing(i, Rows, _inputs[i], call.Report, plan.Inputs[i].Wanted);
        }
        if (_rawAt < _raw.Length)
            _problems.Add(null, "body", $"has {_raw.Length - _rawAt} bytes after the JSON that belong to no tensor; give each binary tensor its binary_data_size.");
    }

    private bool TryTake(long size, string name, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];
        if (size <= 0)
            return true;
        if (size > _raw.Length - _rawAt)
        {
            _problems.Add(null, name, $"has binary_data_size {size}, but {_raw.Length - _rawAt} bytes are left after the JSON.");
            _rawAt = _raw.Length;
            return false;
        }
        bytes = _raw.Slice(_rawAt, (int)size);
        _rawAt += (int)size;
        return true;
    }

    private readonly void ReadBytes(ref TensorHead head, ReadOnlySpan<byte> bytes)
    {
        var input = plan.Inputs[head.Index];
        if (head.BinarySize < 0)
        {
            _problems.Add(null, input.Name, "has no data.");
            return;
        }
        var size = ElementTypes.Size(head.Datatype.ToElement());
        if (size > 0 ? bytes.Length / size != head.Count || bytes.Length % size != 0 : head.Count > bytes.Length / sizeof(uint))
        {
            _problems.Add(null, input.Name, $"has {bytes.Length} bytes; {head.Datatype} of shape {head.ShapeText} has {(size > 0 ? "" : "at least ")}{head.Count} times {(size > 0 ? size : sizeof(uint))}.");
            return;
        }
        var into = LayOut(ref head);
        new TensorBytes(input, head.Index, into, _problems).Read(bytes, head.Datatype, head.Shape);
        if (size > 0)
            call.Report.MarkNumbers(head.Index);
        Convert(ref head, into);
    }

    private bool TryPrepare(ref TensorHead head)
    {
        var input = plan.Inputs[head.Index];
        var before = _problems.TotalCount;
        if (request.Seen[head.Index])
        {
            _problems.Add(null, input.Name, "occurs twice; give each tensor once.");
            return false;
        }
        request.Seen[head.Index] = true;
        if (head.WrongDatatype is not null || (head.Seen & TensorProperties.Datatype) == 0)
            _problems.Add(null, input.Name, $"has {(head.WrongDatatype is { } wrong ? $"the datatype {wrong}, which is none" : "no datatype")}; give {input.Datatype}.");
        else if (!head.Datatype.Feeds(input.Type) && !(head.IsConverted = call.Guard.Settings.WrongType != GuardPolicy.Reject && !TensorSignature.Describes(call.Model.Signature)))
            _problems.Add(null, input.Name, $"has datatype {head.Datatype}; the model takes {input.Datatype}.");
        if (!head.HasShape || (!Fits(input, head.Shape) && !call.Guard.TryReshape(head.Index, head.Shape, call.Report, out head.Taken)))
            _problems.Add(null, input.Name, $"has {((head.Seen & TensorProperties.Shape) == 0 ? "no shape" : head.HasShape ? "shape " + head.ShapeText : "a shape that is no list of whole numbers from 0 on")}; give {input.WantedShape}{(input.IsColumn ? " or " + (input.Shape.Length == 1 ? "[N, 1]" : "[N]") : "")}.");
        else if (!head.TryCount())
            _problems.Add(null, input.Name, $"has shape {head.ShapeText}, which is larger than can be held.");
        else if (plan.TakesRows)
            CheckRows(input, head.Taken is { } taken ? taken[0] : head.Shape[0]);
        return _problems.TotalCount == before;
    }

    private void CheckRows(InferInput input, long rows)
    {
        if (_rows < 0)
            _rows = rows;
        if (rows == 0)
            _problems.Add(null, input.Name, "has no rows; give at least one.");
        else if (rows > maxRows)
            _problems.Add(null, input.Name, $"has {rows} rows; at most {maxRows} are taken, send them in several requests.");
        else if (rows != _rows)
            _problems.Add(null, input.Name, $"has {rows} rows; the first tensor has {_rows}.");
    }

    // A graph that says nothing of a shape reads as one without extents: the engine knows what fits.
    private static bool Fits(InferInput input, ReadOnlySpan<long> shape)
    {
        if (input.Shape.Length == 0)
            return true;
        if (shape.Length != input.Shape.Length)
            return input.IsColumn && shape is ([_] or [_, 1]);
        for (var i = 0; i < shape.Length; i++)
            if (input.Shape[i] >= 0 && input.Shape[i] != shape[i])
                return false;
        return true;
    }

    /// <summary>Gives the input its shape, or a buffer beside it where elements are converted.</summary>
    private readonly TensorBuffer LayOut(ref TensorHead head)
    {
        var input = plan.Inputs[head.Index];
        var into = head.IsConverted ? new TensorBuffer(head.Datatype.ToElement()) : _inputs[head.Index];
        if (head.IsConverted || head.Taken is not null)
            request.Holes.Spoil();
        if (head.Taken is { } taken)
            into.Reset(taken);
        else if (input.Shape.Length == 0 || input.Shape.Length == head.Shape.Length)
            into.Reset(head.Shape);
        else if (input.Shape.Length == 1)
            into.Reset(head.Shape[..1]);
        else
            into.Reset([head.Shape[0], 1]);
        return into;
    }

    private readonly void Convert(ref TensorHead head, TensorBuffer read)
    {
        // What could not be read is not complained of again.
        if (head.IsConverted && _problems.TotalCount == 0)
            call.Guard.TryConvert(head.Index, read, _inputs[head.Index], call.Report);
    }
}
