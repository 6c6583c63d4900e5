using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>Fills the inputs of a training session with a batch of examples. Fills a short one up with its own examples again, which count nothing.</summary>
internal sealed class BatchWriter
{
    private readonly TrainingSession _session;
    private readonly InputPort[] _inputs;
    private readonly TargetPort? _target;
    private readonly IReadOnlyList<float>? _classWeights;

    /// <param name="session">Whose inputs are filled; it weighs rows, or takes whole batches only.</param>
    /// <param name="batchSize">Its rows.</param>
    /// <param name="classWeights">What each class counts; null where all count alike.</param>
    public BatchWriter(TrainingSession session, int batchSize, IReadOnlyList<float>? classWeights)
    {
        _session = session;
        _classWeights = classWeights;
        Size = batchSize;
        var specs = session.Inputs;
        _inputs = [.. specs.Where(spec => spec.Name != session.Target && spec.Name != session.Weights).Select(Port)];
        _target = specs.Where(spec => spec.Name == session.Target).Select(spec => new TargetPort(session, spec, Width(spec))).FirstOrDefault();
    }

    public int Size { get; }

    /// <summary>The inputs without targets and weights.</summary>
    public IReadOnlyList<InputPort> Inputs => _inputs;

    public TargetPort? Target => _target;

    /// <summary>Reads the next batch.</summary>
    /// <param name="from">The epoch's examples.</param>
    /// <returns>Examples in it; 0 at the end.</returns>
    public int Fill(ExampleCursor from)
    {
        var count = 0;
        while (count < Size && from.Next(this, count))
            count++;
        if (count == 0 || count == Size)
            return count;
        if (_session.Weights.Length == 0)
            throw new SakerException(ErrorKind.InvalidInput, $"The last batch has {count} of {Size} examples, and the loss is of several examples together, so that none can be filled up: give a multiple of {Size} examples.", "batch");
        for (var place = count; place < Size; place++)
            Repeat(place % count, place);
        return count;
    }

    /// <summary>Writes an example into a place of the batch.</summary>
    public void Write(ExampleSet from, int row, int place)
    {
        foreach (var input in _inputs)
            input.Write(from.Inputs.TryGetValue(input.Name, out var tensor) ? tensor : throw Missing(input.Name, from), row, place);
        if (_target is not null)
            _target.Write(from.Targets ?? throw new SakerException(ErrorKind.InvalidInput, "The loss needs targets, and the examples have none.", "targets"), row, place);
        var weight = (from.Weights?[row] ?? 1) * (_classWeights is null ? 1 : ClassWeight(from, row));
        if (_session.Weights.Length > 0)
            _session.Input<float>(_session.Weights)[place] = weight;
        else if (weight != 1)
            throw new SakerException(ErrorKind.InvalidInput, "The loss is of several examples together, so that examples cannot have weights.", "weights");
    }

    /// <summary>What the batch's examples count together.</summary>
    public double Weight(int count)
    {
        if (_session.Weights.Length == 0)
            return count;
        var sum = 0.0;
        foreach (var weight in _session.Input<float>(_session.Weights))
            sum += weight;
        return sum;
    }

    private static int Width(TensorSpec spec) => (int)spec.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);

    private void Repeat(int from, int place)
    {
        foreach (var input in _inputs)
            input.Repeat(from, place);
        _target?.Repeat(from, place);
        _session.Input<float>(_session.Weights)[place] = 0;
    }

    private float ClassWeight(ExampleSet from, int row)
    {
        if (from.Targets is not { } targets || ExampleSet.Width(targets) != 1)
            throw new SakerException(ErrorKind.InvalidInput, "Weights of classes need one target an example: the number of its class.", "class_weights");
        var number = targets.Type == ElementType.Int64 ? targets.Span<long>()[row] : targets.Span<float>()[row];
        return number == Math.Floor(number) && number >= 0 && number < _classWeights!.Count ? _classWeights[(int)number]
            : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"There are weights for classes 0 to {_classWeights!.Count - 1}; a target is {number}."), "class_weights");
    }

    private static SakerException Missing(string name, ExampleSet from) =>
        new(ErrorKind.InvalidInput, $"The model takes an input '{name}'; the examples have {string.Join(", ", from.Inputs.Keys.Select(key => $"'{key}'"))}.", name);

    private InputPort Port(TensorSpec spec) => spec.Type switch
    {
        ElementType.Float32 => new TypedInputPort<float>(_session, spec, Width(spec)),
        ElementType.Float64 => new TypedInputPort<double>(_session, spec, Width(spec)),
        ElementType.Int64 => new TypedInputPort<long>(_session, spec, Width(spec)),
        ElementType.Int32 => new TypedInputPort<int>(_session, spec, Width(spec)),
        ElementType.UInt8 => new TypedInputPort<byte>(_session, spec, Width(spec)),
        ElementType.Boolean => new TypedInputPort<bool>(_session, spec, Width(spec)),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"The model's input '{spec}' cannot be trained with; inputs are Float32, Float64, Int64, Int32, UInt8 or Boolean.", spec.Name),
    };
}
