namespace Saker.Platform.Serving;

/// <summary>Is shown every request at its end. Thread-safe.</summary>
public interface ICallObserver
{
    /// <summary>
    /// A request has ended, well or not: its inputs, and its outputs where it was answered, may be read until this returns and not
    /// afterwards. Called once a request on the thread that ended it, which waits: it is to be quick and must not throw.
    /// </summary>
    void Completed(InferCall call);
}
