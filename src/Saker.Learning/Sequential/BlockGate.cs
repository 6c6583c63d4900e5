namespace Saker.Learning.Sequential;

/// <summary>
/// When thin blocks that were joined are enough. It goes by how many requests there are in all, never by how many one arm had: were a block closed by a request of the candidate, the candidate would have
/// the last word in each, and rates that rise would look like its harm. Only the first block, while the shares of traffic are not known, waits for both arms.
/// </summary>
/// <param name="minArmCount">Of the arm with less traffic, on average.</param>
/// <param name="since">Requests of closed blocks since shares changed.</param>
internal sealed class BlockGate(int minArmCount, ArmTotals since)
{
    public ArmTotals Since { get; private set; } = since;

    public bool IsFull(long control, long candidate)
    {
        var rarer = Math.Min(Since.Control, Since.Candidate);
        return rarer == 0 ? Math.Min(control, candidate) >= minArmCount : (double)(control + candidate) * rarer >= (double)minArmCount * (Since.Control + Since.Candidate);
    }

    public void Close(long control, long candidate) => Since = new ArmTotals(Since.Control + control, Since.Candidate + candidate);

    /// <summary>The shares of traffic change.</summary>
    public void Forget() => Since = default;
}
