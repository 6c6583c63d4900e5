using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>A binding's engine values for one number of rows.</summary>
internal sealed class BindingSlot : IDisposable
{
    private readonly Dictionary<string, BoundValue> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BoundValue> _outputs = new(StringComparer.Ordinal);
    private readonly BoundValue[] _inputsAsListed;
    private readonly BoundValue[] _outputsAsListed;
    private readonly BoundValue[] _outputOrder;
    private readonly string[] _openOutputs;
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
            }
            _openOutputs = [.. layout.Outputs.Where(port => port.IsOpen).Select(port => port.Spec.Name)];
            Reopen();
        }
        catch (OnnxRuntimeException exception)
        {
            Dispose();
            throw new OnnxException($"The session cannot be bound for {rows} rows: {EngineMessages.Of(exception)}", exception);
        }
        _inputsAsListed = [.. layout.Inputs.Select(port => _inputs[port.Spec.Name])];
        _outputsAsListed = [.. layout.Outputs.Select(port => _outputs[port.Spec.Name])];
        // The engine gives outputs in the order in which they were bound: those of open extents last.
        _outputOrder = [.. layout.Outputs.OrderBy(port => port.IsOpen).Select(port => _outputs[port.Spec.Name])];
    }

    public int Rows { get; }

    public OrtIoBinding Engine { get; }

    public long LastUse { get; set; }

    public BoundValue InputAt(int index) => _inputsAsListed[index];

    public BoundValue OutputAt(int index) => _outputsAsListed[index];

    public BoundValue Input(string name) => _inputs.TryGetValue(name, out var value)
        ? value
        : throw new OnnxException($"The graph has no input '{name}'; it takes {string.Join(", ", _inputs.Keys)}.");

    public BoundValue Output(string name) => _outputs.TryGetValue(name, out var value)
        ? value
        : throw new OnnxException($"The graph has no output '{name}'; it gives {string.Join(", ", _outputs.Keys)}.");

    /// <summary>Lets go of what the engine allocated in the last run, and has it allocate anew in the next.</summary>
    public void DropResults()
    {
        if (_results is null)
            return;
        Clear();
        Reopen();
    }

    /// <summary>Takes what the engine allocated.</summary>
    /// <param name="most">The bytes that it may have.</param>
    /// <exception cref="OnnxException">It has more, and was let go.</exception>
    public void TakeResults(long most)
    {
        if (_openOutputs.Length == 0)
            return;
        _results = Engine.GetOutputValues();
        RequireSize(_results, most);
        for (var i = 0; i < _outputOrder.Length; i++)
            _outputOrder[i].Take(_results[i]);
    }

    public void Dispose()
    {
        Clear();
        Engine.Dispose();
        foreach (var value in _inputs.Values.Concat(_outputs.Values))
            value.Dispose();
    }

    private void Clear()
    {
        foreach (var output in _outputs.Values)
            output.Clear();
        _results?.Dispose();
        _results = null;
    }

    private void RequireSize(IReadOnlyList<OrtValue> results, long most)
    {
        var left = most;
        try
        {
            for (var i = 0; i < _outputOrder.Length; i++)
                left -= OutputLimit.Require(results[i], _outputOrder[i].Spec, left, most);
        }
        catch (OnnxException)
        {
            DropResults();
            throw;
        }
    }

    // The engine takes what it allocated in one run for memory given to it in the next, so it is told anew each time.
    private void Reopen()
    {
        foreach (var name in _openOutputs)
            Engine.BindOutputToDevice(name, OrtMemoryInfo.DefaultInstance);
    }
}
