namespace Saker.Onnx.Sessions;

/// <summary>Which inputs and outputs a binding has, and the memory that all row counts share.</summary>
internal sealed class BindingLayout
{
    public BindingLayout(OnnxSession session, int rowCapacity)
    {
        if (rowCapacity < 1)
            throw new OnnxException($"A binding needs room for at least one row; {rowCapacity} was given.");
        Inputs = [.. session.Inputs.Select(spec => Input(spec, rowCapacity))];
        var batch = Batch(session);
        Outputs = [.. session.Outputs.Select(spec => Output(spec, session.FirstExtentName(spec.Name), batch, rowCapacity))];
        MemoryBytes = Inputs.Concat(Outputs).Sum(port => port.Memory?.ByteCount ?? 0);
    }

    public IReadOnlyList<BindingPort> Inputs { get; }

    public IReadOnlyList<BindingPort> Outputs { get; }

    // Asked after every run.
    public long MemoryBytes { get; }

    private static BindingPort Input(TensorSpec spec, int rowCapacity)
    {
        if (spec.Type == default)
            throw new OnnxException($"Input '{spec.Name}' is no tensor and cannot be bound.");
        if (spec.Shape.Skip(1).Any(extent => extent < 0))
            throw new OnnxException($"Input '{spec}' leaves an extent other than the first open; a binding needs those fixed.");
        return new BindingPort(spec, PinnedBuffer.For(spec, rowCapacity), IsOpen: false);
    }

    // An output's rows are known to be those of the inputs only if the graph gives both extents one name; otherwise the engine
    // allocates the output at each run.
    private static BindingPort Output(TensorSpec spec, string extentName, string? batch, int rowCapacity)
    {
        if (spec.Type == default)
            throw new OnnxException($"Output '{spec.Name}' is no tensor and cannot be bound.");
        var isRows = spec.Shape.Count > 0 && spec.Shape[0] < 0 && extentName.Length > 0 && extentName == batch;
        var isOpen = spec.Shape.Skip(isRows ? 1 : 0).Any(extent => extent < 0);
        return new BindingPort(spec, isOpen ? null : PinnedBuffer.For(spec, rowCapacity), isOpen);
    }

    private static string? Batch(OnnxSession session)
    {
        var names = session.Inputs.Where(spec => spec.Shape.Count > 0 && spec.Shape[0] < 0).Select(spec => session.FirstExtentName(spec.Name)).Distinct().ToArray();
        return names.Length == 1 ? names[0] : null;
    }
}
