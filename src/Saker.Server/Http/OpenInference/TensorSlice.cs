namespace Saker.Server.Http.OpenInference;

/// <summary>An input tensor as found in the body: its data is read once name, datatype and shape are known, in whatever order they came.</summary>
internal struct TensorSlice()
{
    public string Name = "";
    public string Datatype = "";
    public List<long>? Shape;
    public int DataStart = -1;
    public int DataLength;

    public readonly string ShapeText => $"[{string.Join(", ", Shape ?? [])}]";
}
