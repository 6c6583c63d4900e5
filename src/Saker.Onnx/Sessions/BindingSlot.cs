using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>A binding's engine values for one number of rows.</summary>
internal sealed class BindingSlot : IDisposable
{
    private readonly Dictionary<string, BoundValue> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoundValue> _outputs = new(StringComparer.Ordinal);
    private readonly BoundValue[] _outputOrder;
    private readonly bool _hasOpenOutputs;
    private IDisposableReadOnlyCollection<OrtValue>? _results;

    public BindingSlot(OnnxSession session, BindingLayout layout, int rows)
    {
        Rows = rows;
        Engine = session.Engine.CreateIoBinding();
        try
        {
            foreach (var port in layout.Inputs)
            {
                var input = new BoundValue(port, rows);
                _inputs.Add(port.Spec.Name, input);
                Engine.BindInput(port.Spec.Name, input.Engine!);
            }
            foreach (var port in layout.Outputs)
            {
                var output = new BoundValue(port, rows);
                _outputs.Add(port.Spec.Name, output);
                if (output.Engine is { } value)
                    Engine.BindOutput(port.Spec.Name, value);
                else
                    Engine.BindOutputToDevice(port.Spec.Name, OrtMemoryInfo.DefaultInstance);
            }
        }
        catch (OnnxRuntimeException exception)
        {
            Dispose();
            throw new OnnxException($"The session cannot be bound for {rows} rows: {exception.Message}", exception);
        }
        _outputOrder = [.. layout.Outputs.Select(port => _outputs[port.Spec.Name])];
        _hasOpenOutputs = layout.Outputs.Any(port => port.IsOpen);
    }

    public int Rows { get; }

    public OrtIoBinding Engine { get; }

    public long LastUse { get; set; }

    public BoundValue Input(string name) => _inputs.TryGetValue(name, out var value)
        ? value
        : throw new OnnxException($"The graph has no input '{name}'; it takes {string.Join(", ", _inputs.Keys)}.");

    public BoundValue Output(string name) => _outputs.TryGetValue(name, out var value)
        ? value
        : throw new OnnxException($"The graph has no output '{name}'; it gives {string.Join(", ", _outputs.Keys)}.");

    public void DropResults()
    {
        if (!_hasOpenOutputs)
            return;
        foreach (var output in _outputOrder)
            output.Clear();
        _results?.Dispose();
        _results = null;
    }

    public void TakeResults()
    {
        if (!_hasOpenOutputs)
            return;
        _results = Engine.GetOutputValues();
        for (var i = 0; i < _outputOrder.Length; i++)
            _outputOrder[i].Take(_results[i]);
    }

    public void Dispose()
    {
        DropResults();
        Engine.Dispose();
        foreach (var value in _inputs.Values.Concat(_outputs.Values))
            value.Dispose();
    }
}
