using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>An input whose elements are of one type.</summary>
internal sealed class TypedInputPort<T>(TrainingSession session, TensorSpec spec, int width) : InputPort(spec.Name, width)
    where T : unmanaged
{
    public override void Write(Tensor from, int row, int place)
    {
        if (from.Type != spec.Type || ExampleSet.Width(from) != Width)
            throw new SakerException(ErrorKind.InvalidInput, $"The model takes '{spec}'; the examples hold {from.Type} of [{string.Join(", ", from.Shape)}]: each example must have {Width} elements of {spec.Type}.", spec.Name);
        from.Span<T>().Slice(row * Width, Width).CopyTo(session.Input<T>(spec.Name)[(place * Width)..]);
    }

    public override void Repeat(int from, int place)
    {
        var all = session.Input<T>(spec.Name);
        all.Slice(from * Width, Width).CopyTo(all[(place * Width)..]);
    }
}
