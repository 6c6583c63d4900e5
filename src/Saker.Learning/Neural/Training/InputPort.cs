using Saker.Onnx;

namespace Saker.Learning.Neural.Training;

/// <summary>One input of a training session, into which examples are written.</summary>
internal abstract class InputPort(string name, int width)
{
    public string Name => name;

    /// <summary>Elements of an example.</summary>
    public int Width => width;

    public abstract void Write(Tensor from, int row, int place);

    /// <summary>Copies an example of the batch to another place of it.</summary>
    public abstract void Repeat(int from, int place);
}
