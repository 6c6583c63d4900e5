namespace Saker.Onnx;

/// <summary>A graph that is not valid, cannot be read, or cannot be run. The message names the node, value or file.</summary>
public sealed class OnnxException : Exception
{
    public OnnxException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
