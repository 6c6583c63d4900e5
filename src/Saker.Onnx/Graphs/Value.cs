namespace Saker.Onnx.Graphs;

/// <summary>A named, typed edge of a graph under construction: what a node gives and another takes.</summary>
public readonly record struct Value(string Name, ElementType Type)
{
    /// <summary>Stands for an optional input that is not given.</summary>
    public static Value None => new("", default);
}
