using System.Text;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Onnx.Batches;
using Saker.OpenInference.Tensors;
using Saker.OpenInference.Wire;
using Saker.Platform.Serving;
using Saker.Platform.Serving.Settings;
using Saker.Server.Http.Rows;
using TensorConversion = Saker.Server.Http.OpenInference.TensorConversion;

namespace Saker.Server.Grpc;

/// <summary>Fills a call from the bytes of a request. Keeps memory for one request at a time; rent one from <see cref="InferReaders"/>.</summary>
internal sealed class InferRequestReader
{
    private readonly InferInput _input = new();
    private readonly Dictionary<Datatype, TensorBuffer> _converted = [];
    private bool[] _seen = [];

    /// <summary>Where the parts of the request lie.</summary>
    public InferMessage Message { get; } = new();

    /// <summary>How long the request itself allows, once it is read; null when it says nothing.</summary>
    public TimeSpan? Timeout { get; private set; }

    /// <summary>Reads the inputs into the call and gives what is asked of the outputs.</summary>
    /// <exception cref="SakerException">The inputs are not what the model takes; all that is wrong is named.</exception>
    /// <exception cref="WireException">The bytes are no request.</exception>
    public InferSelection Read(ReadOnlySpan<byte> message, InferCall call, RowLimits limits)
    {
        Timeout = InferParameters.ReadTimeout(message, Message.Parameters);
        call.WantsExplanation = InferParameters.ReadExplain(message, Message.Parameters);
        var plan = InferPlan.Of(call.Model);
        var problems = call.Report.Problems;
        problems.MaxCount = limits.MaxErrors;
        if (_seen.Length < plan.Inputs.Length)
            _seen = new bool[plan.Inputs.Length];
        Array.Clear(_seen);
        var isRaw = Message.RawContents.Count > 0;
        if (isRaw && Message.RawContents.Count != Message.Inputs.Count)
            throw new SakerException(ErrorKind.InvalidInput, $"The request has {Message.Inputs.Count} inputs and {Message.RawContents.Count} raw_input_contents; there must be one for each input, in their order.", "raw_input_contents");
        for (var i = 0; i < Message.Inputs.Count && problems.TotalCount < limits.MaxErrors; i++)
            ReadInput(message, i, call, plan, isRaw, limits);
        for (var i = 0; i < plan.Inputs.Length; i++)
            if (!_seen[i])
                call.Guard.TakeMissing(i, Rows(call, plan), call.Inputs[i], call.Report);
        if (plan.TakesRows && problems.TotalCount == 0)
            RequireSameRows(call.Inputs, plan, problems);
        call.Check();
        return Select(message, plan, isRaw, limits);
    }

    // Null where no input says how many.
    private static int? Rows(InferCall call, InferPlan plan)
    {
        if (!plan.TakesRows)
            return 1;
        foreach (var input in call.Inputs)
            if (input.IsSet && input.Shape is [> 0 and var rows, ..])
                return (int)rows;
        return null;
    }

    private void ReadInput(ReadOnlySpan<byte> message, int index, InferCall call, InferPlan plan, bool isRaw, RowLimits limits)
    {
        var problems = call.Report.Problems;
        var bytes = Message.Inputs[index].Of(message);
        _input.Read(bytes);
        var name = _input.Name.Of(bytes);
        var found = InferPlan.Find(plan.Inputs, name, index);
        if (found < 0)
        {
            call.Guard.TakeExtra(Encoding.UTF8.GetString(name), row: null, call.Report);
            return;
        }
        var tensor = plan.Inputs[found];
        if (_seen[found])
        {
            problems.Add(null, tensor.Name, "is there twice.");
            return;
        }
        _seen[found] = true;
        foreach (var parameter in _input.Parameters)
            InferParameters.RequireKnown(parameter.Of(bytes), tensor.Name);
        var problem = CheckKind(bytes, tensor, plan.TakesRows, limits, call, found, out var kind);
        if (problem is null)
        {
            // Numbers of another width than the graph's are read as they came, and then converted.
            var into = kind.Datatype == tensor.Datatype ? call.Inputs[found] : Converted(kind.Datatype);
            var shape = kind.Taken ?? _input.Shape;
            if (kind.Datatype != Datatype.Bytes)
                call.Report.MarkNumbers(found);
            problem = isRaw
                ? RequireNoContents(bytes) ?? TensorContents.FillRaw(into, kind.Datatype, shape, kind.Count, Message.RawContents[index].Of(message))
                : TensorContents.FillTyped(into, kind.Datatype, shape, kind.Count, bytes, _input.Contents);
            if (problem is null && into != call.Inputs[found])
                problem = Convert(into, call, found, tensor, kind.IsOther);
        }
        if (problem is not null)
            problems.Add(null, tensor.Name, problem);
    }

    private TensorBuffer Converted(Datatype datatype)
    {
        if (!_converted.TryGetValue(datatype, out var buffer))
            _converted.Add(datatype, buffer = new TensorBuffer(ElementDatatypes.ToElement(datatype)));
        return buffer;
    }

    private static string? Convert(TensorBuffer from, InferCall call, int input, TensorPlan tensor, bool isOtherKind)
    {
        var into = call.Inputs[input];
        if (isOtherKind)
        {
            call.Guard.TryConvert(input, from, into, call.Report);
            from.Clear();
            return null;
        }
        into.Reset(from.Shape);
        var wrong = TensorConversion.Convert(from.Bytes, from.Type, into.Bytes, into.Type);
        from.Clear();
        return wrong < 0 ? null : $"has an element, at position {wrong}, that {tensor.Described.Name()} cannot hold.";
    }

    private string? CheckKind(ReadOnlySpan<byte> input, TensorPlan tensor, bool takesRows, RowLimits limits, InferCall call, int index, out TensorKind kind)
    {
        kind = default;
        var name = _input.Datatype.Of(input);
        var isKnown = Datatypes.TryParse(name, out var datatype);
        var isOther = (datatype == Datatype.Bytes) != (tensor.Datatype == Datatype.Bytes);
        if (!isKnown || (isOther && (call.Guard.Settings.WrongType == GuardPolicy.Reject || TensorSignature.Describes(call.Model.Signature))))
            return $"has datatype '{Encoding.UTF8.GetString(name)}'; the model takes {tensor.Described.Name()}.";
        var shape = _input.Shape;
        var taken = tensor.AsColumn(shape);
        if (_input.Rank > InferInput.MaxRank || (taken is null && !tensor.Takes(shape) && (shape.ContainsAnyInRange(long.MinValue, -1) || !call.Guard.TryReshape(index, shape, call.Report, out taken))))
            return $"has shape [{string.Join(", ", shape.ToArray())}]; the model takes [{string.Join(", ", tensor.Shape)}].";
        if (taken is not null)
            shape = taken;
        if (takesRows && shape is [0, ..])
            return "has no rows; give at least one.";
        if (takesRows && shape.Length > 0 && shape[0] > limits.MaxRows)
            return $"has {shape[0]} rows; at most {limits.MaxRows} are taken, send them in several requests.";
        var count = 1L;
        foreach (var extent in shape)
        {
            if (extent > 0 && count > Array.MaxLength / extent)
                return $"has shape [{string.Join(", ", shape.ToArray())}], which is larger than can be held.";
            count *= extent;
        }
        kind = new TensorKind(datatype, count, taken, isOther);
        return null;
    }

    private string? RequireNoContents(ReadOnlySpan<byte> input)
    {
        foreach (var part in _input.Contents)
            if (TensorContents.HasElements(part.Of(input)))
                return "has contents, and the request has raw_input_contents; use the one or the other for all inputs.";
        return null;
    }

    private static void RequireSameRows(ReadOnlySpan<TensorBuffer> buffers, InferPlan plan, ProblemList problems)
    {
        for (var i = 1; i < buffers.Length; i++)
            if (buffers[i].Shape is [var rows, ..] && buffers[0].Shape is [var first, ..] && rows != first)
                problems.Add(null, plan.Inputs[i].Name, $"has {rows} rows, and '{plan.Inputs[0].Name}' has {first}.");
    }

    private InferSelection Select(ReadOnlySpan<byte> message, InferPlan plan, bool isRaw, RowLimits limits)
    {
        var indices = plan.AllOutputs;
        if (Message.Outputs.Count > 0)
        {
            var problems = new ProblemList(limits.MaxErrors);
            var wanted = new List<int>(Math.Min(Message.Outputs.Count, plan.Outputs.Length));
            for (var i = 0; i < Message.Outputs.Count && problems.TotalCount < limits.MaxErrors; i++)
                ReadOutput(Message.Outputs[i].Of(message), i, plan, wanted, problems);
            problems.ThrowIfAny("The model does not have the outputs that are asked for.");
            indices = [.. wanted];
        }
        // What has no typed form makes all of the answer raw: the two must not mix.
        foreach (var index in indices)
            isRaw |= plan.Outputs[index].Datatype.IsRawOnly();
        return new InferSelection(indices, isRaw);
    }

    private static void ReadOutput(ReadOnlySpan<byte> output, int expected, InferPlan plan, List<int> wanted, ProblemList problems)
    {
        ReadOnlySpan<byte> name = default;
        var reader = new WireReader(output);
        while (reader.TryReadTag())
        {
            switch (reader.Field, reader.Type)
            {
                case (1, WireType.Length): name = reader.ReadBytes(); break;
                case (2, WireType.Length): InferParameters.RequireKnown(reader.ReadBytes(), Encoding.UTF8.GetString(name)); break;
                default: reader.Skip(); break;
            }
        }
        var found = InferPlan.Find(plan.Outputs, name, expected);
        if (found < 0)
            problems.Add(null, Encoding.UTF8.GetString(name), "is not an output of the model.");
        else if (!wanted.Contains(found))
            wanted.Add(found);
    }
}
