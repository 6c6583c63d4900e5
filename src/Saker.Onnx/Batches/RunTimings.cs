namespace Saker.Onnx.Batches;

/// <summary>What a run took, in nanoseconds: laying out its inputs, the engine, and handing out its outputs.</summary>
public readonly record struct RunTimings(long Input, long Infer, long Output)
{
    public static RunTimings operator +(RunTimings left, RunTimings right) => Add(left, right);

    public static RunTimings Add(RunTimings left, RunTimings right) => new(left.Input + right.Input, left.Infer + right.Infer, left.Output + right.Output);

    /// <summary>From four readings of <see cref="System.Diagnostics.Stopwatch.GetTimestamp"/>: begin, inputs laid out, engine done, outputs handed out.</summary>
    public static RunTimings Between(long begin, long laidOut, long run, long end) => new(Nanoseconds(begin, laidOut), Nanoseconds(laidOut, run), Nanoseconds(run, end));

    private static long Nanoseconds(long from, long to) => (long)((to - from) * (1e9 / System.Diagnostics.Stopwatch.Frequency));
}
