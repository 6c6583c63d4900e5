namespace Saker.Onnx.Sessions;

/// <summary>
/// Lets what runs use be let go only after the last of them: closing refuses new ones and hands the release to whoever leaves last.
/// The engine would take the whole process down if its memory went while a run used it.
/// </summary>
internal sealed class RunGate(string what, Action release)
{
    // Those inside; negative, by int.MinValue, once closed.
    private int _inside;
    private int _closed;
    private int _released;

    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public void Enter()
    {
        if (Interlocked.Increment(ref _inside) >= 0)
            return;
        Leave();
        throw new ObjectDisposedException(what);
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref _inside) == int.MinValue)
            Release();
    }

    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0 && Interlocked.Add(ref _inside, int.MinValue) == int.MinValue)
            Release();
    }

    // One who comes too late passes through the closed gate for a moment and may leave last as well.
    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) == 0)
            release();
    }
}
