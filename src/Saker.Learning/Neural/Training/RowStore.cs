using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>Room for examples of one input or of the targets.</summary>
internal abstract class RowStore
{
    public abstract Tensor Tensor { get; }

    public abstract void Copy(ExampleSet from, int row, int place);
}
