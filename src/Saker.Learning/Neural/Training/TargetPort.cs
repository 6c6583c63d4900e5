using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>The input that takes targets. Numbers of classes become shares of classes where the loss is of shares.</summary>
internal sealed class TargetPort : InputPort
{
    private readonly TrainingSession _session;
    private readonly TensorSpec _spec;
    private readonly int _classCount;

    public TargetPort(TrainingSession session, TensorSpec spec, int width)
        : base(spec.Name, width)
    {
        _session = session;
        _spec = spec;
        // Predictions are [rows, classes, ...], targets [rows, ...].
        _classCount = spec.Type == ElementType.Int64 ? session.Predictions.Length / session.Input<long>(spec.Name).Length : 0;
    }

    public bool IsShares => _spec.Type == ElementType.Float32;

    public override void Write(Tensor from, int row, int place)
    {
        var width = ExampleSet.Width(from);
        if (_spec.Type == ElementType.Int64)
            WriteClasses(from, width, row, _session.Input<long>(Name).Slice(place * Width, Width));
        else
            WriteNumbers(from, width, row, _session.Input<float>(Name).Slice(place * Width, Width));
    }

    public override void Repeat(int from, int place)
    {
        if (_spec.Type == ElementType.Int64)
            _session.Input<long>(Name).Slice(from * Width, Width).CopyTo(_session.Input<long>(Name)[(place * Width)..]);
        else
            _session.Input<float>(Name).Slice(from * Width, Width).CopyTo(_session.Input<float>(Name)[(place * Width)..]);
    }

    /// <summary>Adds the first examples' targets, classes as numbers.</summary>
    public void AddTo(List<float> all, int count)
    {
        if (_spec.Type == ElementType.Float32)
        {
            all.AddRange(_session.Input<float>(Name)[..(count * Width)]);
            return;
        }
        foreach (var number in _session.Input<long>(Name)[..(count * Width)])
            all.Add(number);
    }

    private void WriteClasses(Tensor from, int width, int row, Span<long> to)
    {
        if (width != Width)
            throw Unfit(from);
        if (from.Type == ElementType.Int64)
        {
            from.Span<long>().Slice(row * width, width).CopyTo(to);
            RequireClasses(to);
            return;
        }
        var values = from.Span<float>().Slice(row * width, width);
        for (var i = 0; i < width; i++)
            to[i] = values[i] == MathF.Floor(values[i]) ? (long)values[i] : throw new SakerException(ErrorKind.InvalidInput, FormattableString.Invariant($"The target {values[i]} is no number of a class."), "targets");
        RequireClasses(to);
    }

    // A number beyond the classes would be learned as none, and one below 0 as the last.
    private void RequireClasses(ReadOnlySpan<long> numbers)
    {
        foreach (var number in numbers)
            if (number < 0 || number >= _classCount)
                throw new SakerException(ErrorKind.InvalidInput, $"The target {number} is no number of a class; the model has classes 0 to {_classCount - 1}.", "targets");
    }

    private void WriteNumbers(Tensor from, int width, int row, Span<float> to)
    {
        if (from.Type == ElementType.Float32)
        {
            if (width != Width)
                throw Unfit(from);
            from.Span<float>().Slice(row * width, width).CopyTo(to);
            return;
        }
        var classes = from.Span<long>().Slice(row * width, width);
        if (width == Width)
        {
            for (var i = 0; i < width; i++)
                to[i] = classes[i];
            return;
        }
        if (width != 1)
            throw Unfit(from);
        if (classes[0] < 0 || classes[0] >= Width)
            throw new SakerException(ErrorKind.InvalidInput, $"The target {classes[0]} is no number of a class; the model has classes 0 to {Width - 1}.", "targets");
        to.Clear();
        to[(int)classes[0]] = 1;
    }

    private SakerException Unfit(Tensor from) =>
        new(ErrorKind.InvalidInput, $"The loss takes targets '{_spec}'; the examples have targets of [{string.Join(", ", from.Shape)}]: each example must have {Width}.", "targets");
}
