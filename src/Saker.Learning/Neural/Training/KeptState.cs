using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>A whole state that was kept, and the file that the session's part is read from.</summary>
/// <param name="state">Where training was.</param>
/// <param name="hasBest">Whether the best epoch's weights follow those of the session.</param>
/// <param name="file">Where the session's part begins.</param>
internal sealed class KeptState(LoopState state, bool hasBest, FileStream file) : IDisposable
{
    public LoopState State => state;

    /// <summary>Brings a session to where it was; once.</summary>
    public void Restore(TrainingSession session)
    {
        session.Restore(file);
        state.Best = hasBest ? WeightCopy.Read(file) : null;
    }

    public void Dispose() => file.Dispose();
}
