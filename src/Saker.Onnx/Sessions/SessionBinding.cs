using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;

namespace Saker.Onnx.Sessions;

/// <summary>
/// Memory for the inputs and outputs of a session, laid out once and used run after run: for numbers a run allocates nothing on
/// the managed heap. A binding serves one caller at a time; callers in parallel each make their own over the one session.
/// </summary>
/// <remarks>
/// Set <see cref="Rows"/> first, then fill every input, then <see cref="Run"/>, then read. What an input holds after
/// <see cref="Rows"/> has changed is undefined until it is filled. Spans are valid until the binding is disposed; those of outputs
/// whose extents the graph leaves open are valid until the next run.
/// </remarks>
public sealed class SessionBinding : IDisposable
{
    // Values of this many row counts are kept; the one not used for longest makes room.
    private const int MaxSlots = 64;

    private readonly OnnxSession _session;
    private readonly BindingLayout _layout;
    private readonly RunOptions _runOptions = new();
    private readonly Dictionary<int, BindingSlot> _slots = [];
    private readonly RunGate _gate;
    private BindingSlot _slot;
    private long _uses;
    private int _busy;

    internal SessionBinding(OnnxSession session, int rowCapacity)
    {
        // Held until the binding is let go, so that the session outlives it.
        session.Gate.Enter();
        _session = session;
        _gate = new RunGate(nameof(SessionBinding), Release);
        try
        {
            _layout = new BindingLayout(session, rowCapacity);
            RowCapacity = rowCapacity;
            _slot = Select(rowCapacity);
        }
        catch
        {
            _gate.Close();
            throw;
        }
    }

    /// <summary>The most rows that a run can take.</summary>
    public int RowCapacity { get; }

    /// <summary>The bytes of the elements that it has laid out, for the most rows.</summary>
    public long MemoryBytes => _layout.MemoryBytes;

    /// <summary>Rows of the next run, from 1 to <see cref="RowCapacity"/>; inputs whose first extent the graph fixes are not affected.</summary>
    /// <exception cref="OnnxException">The number is out of range.</exception>
    public int Rows
    {
        get => _slot.Rows;
        set
        {
            if (value < 1 || value > RowCapacity)
                throw new OnnxException($"A run of this binding takes 1 to {RowCapacity} rows; {value} were asked for.");
            if (value == _slot.Rows)
                return;
            Enter();
            try
            {
                _slot = Select(value);
            }
            finally
            {
                Leave();
            }
        }
    }

    /// <summary>The elements of a numeric or boolean input, row-major, to be written.</summary>
    /// <exception cref="OnnxException">There is no such input, or it holds another type.</exception>
    public Span<T> Input<T>(string name)
        where T : unmanaged => _slot.Input(name).Elements<T>();

    /// <summary>Sets an element of a text input.</summary>
    /// <param name="name">The input.</param>
    /// <param name="index">Its position, row-major: the row where the input has one column.</param>
    /// <param name="text">The text; unpaired surrogates become U+FFFD.</param>
    public void SetText(string name, int index, ReadOnlySpan<char> text) => _slot.Input(name).SetText(index, text);

    /// <summary>Sets an element of a text input from UTF-8 bytes, see <see cref="SetText"/>.</summary>
    public void SetTextUtf8(string name, int index, ReadOnlySpan<byte> utf8) => _slot.Input(name).SetTextUtf8(index, utf8);

    /// <summary>Runs the graph over what the inputs hold.</summary>
    /// <exception cref="OnnxException">The engine failed, an output is larger than it may be, or a run of this binding is under way.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; outputs are undefined.</exception>
    /// <exception cref="ObjectDisposedException">The binding is disposed.</exception>
    public void Run(CancellationToken cancellation)
    {
        Enter();
        try
        {
            RunHeld(cancellation);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>The elements of a numeric or boolean output after a run, row-major.</summary>
    /// <exception cref="OnnxException">There is no such output, it holds another type, or nothing was run.</exception>
    public ReadOnlySpan<T> Output<T>(string name)
        where T : unmanaged => _slot.Output(name).Elements<T>();

    /// <summary>An element of a text output after a run.</summary>
    public string Text(string name, int index) => _slot.Output(name).Text(index);

    /// <summary>An element of a text output after a run, as UTF-8.</summary>
    public ReadOnlySpan<byte> TextUtf8(string name, int index) => _slot.Output(name).TextUtf8(index);

    /// <summary>The extents of an output after a run.</summary>
    public IReadOnlyList<long> OutputShape(string name) => _slot.Output(name).Shape;

    /// <summary>An input by its position in the session, without a look-up by name.</summary>
    internal BoundValue InputAt(int index) => _slot.InputAt(index);

    /// <summary>An output by its position in the session, after a run.</summary>
    internal BoundValue OutputAt(int index) => _slot.OutputAt(index);

    /// <summary>Lets the memory go, after a run that is under way.</summary>
    public void Dispose() => _gate.Close();

    private void Enter()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
            throw new OnnxException("A run of this binding is under way: a binding serves one caller at a time.");
        try
        {
            _gate.Enter();
        }
        catch
        {
            Volatile.Write(ref _busy, 0);
            throw;
        }
    }

    private void Leave()
    {
        _gate.Leave();
        Volatile.Write(ref _busy, 0);
    }

    private void RunHeld(CancellationToken cancellation)
    {
        var begin = _session.Memory.FollowsValues ? Stopwatch.GetTimestamp() : 0;
        var isLarge = false;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            _slot.DropResults();
            using (cancellation.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, _runOptions))
                _session.Engine.RunWithBinding(_runOptions, _slot.Engine);
            _slot.TakeResults(_session.MaxOutputBytes);
        }
        catch (OnnxRuntimeException exception)
        {
            cancellation.ThrowIfCancellationRequested();
            isLarge = EngineMessages.IsOutOfMemory(exception);
            throw EngineMessages.Failure($"The graph failed on {_slot.Rows} rows", exception, areSizesOpen: _session.Memory.FollowsValues || (isLarge && _slot.Rows > 1), hasAnswered: false);
        }
        catch (OnnxException exception) when (exception.IsTooLarge)
        {
            isLarge = true;
            throw;
        }
        finally
        {
            _runOptions.Terminate = false;
            if (isLarge || (begin != 0 && _session.Memory.IsLarge(0, Stopwatch.GetElapsedTime(begin))))
                _session.Memory.GiveBack(options => _session.Engine.RunWithBinding(options, _slot.Engine));
        }
    }

    private void Release()
    {
        foreach (var slot in _slots.Values)
            slot.Dispose();
        _slots.Clear();
        _runOptions.Dispose();
        _session.Gate.Leave();
    }

    private BindingSlot Select(int rows)
    {
        if (!_slots.TryGetValue(rows, out var slot))
        {
            if (_slots.Count == MaxSlots)
            {
                var oldest = _slots.Values.MinBy(known => known.LastUse)!;
                _slots.Remove(oldest.Rows);
                oldest.Dispose();
            }
            slot = new BindingSlot(_session, _layout, rows);
            _slots.Add(rows, slot);
        }
        slot.LastUse = ++_uses;
        return slot;
    }
}
