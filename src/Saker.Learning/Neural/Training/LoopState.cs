using Saker.Onnx.Training;

namespace Saker.Learning.Neural.Training;

/// <summary>Where a training is, besides weights and what the optimiser remembers.</summary>
internal sealed class LoopState
{
    /// <summary>Epochs done.</summary>
    public int Epoch { get; set; }

    /// <summary>Batches of the next one that are done.</summary>
    public long Batch { get; set; }

    /// <summary>Examples of these.</summary>
    public long Rows { get; set; }

    public double LossSum { get; set; }

    public double WeightSum { get; set; }

    /// <summary>What the plateau made of the rate.</summary>
    public double RateFactor { get; set; } = 1;

    public int PlateauWaited { get; set; }

    public int Waited { get; set; }

    /// <summary>What was watched in the best epoch, the smaller the better; infinite before there was one.</summary>
    public double BestValue { get; set; } = double.PositiveInfinity;

    public int ThreadCount { get; set; }

    public bool IsStopped { get; set; }

    public TimeSpan Elapsed { get; set; }

    public List<EpochReport> Epochs { get; } = [];

    /// <summary>The weights after the best epoch; null before there was one, and where nothing is held out.</summary>
    public WeightCopy? Best { get; set; }

    /// <summary>Writes all but <see cref="Best"/>, which goes to a stream by itself.</summary>
    public void Write(BinaryWriter to)
    {
        to.Write(Epoch);
        to.Write(Batch);
        to.Write(Rows);
        to.Write(LossSum);
        to.Write(WeightSum);
        to.Write(RateFactor);
        to.Write(PlateauWaited);
        to.Write(Waited);
        to.Write(BestValue);
        to.Write(ThreadCount);
        to.Write(IsStopped);
        to.Write(Elapsed.Ticks);
        to.Write(Epochs.Count);
        foreach (var epoch in Epochs)
            Write(to, epoch);
        to.Write(Best is not null);
    }

    /// <param name="from">Where it is read from.</param>
    /// <param name="hasBest">Whether there are weights of a best epoch, which follow elsewhere.</param>
    public static LoopState Read(BinaryReader from, out bool hasBest)
    {
        var state = new LoopState
        {
            Epoch = from.ReadInt32(), Batch = from.ReadInt64(), Rows = from.ReadInt64(), LossSum = from.ReadDouble(), WeightSum = from.ReadDouble(), RateFactor = from.ReadDouble(),
            PlateauWaited = from.ReadInt32(), Waited = from.ReadInt32(), BestValue = from.ReadDouble(), ThreadCount = from.ReadInt32(), IsStopped = from.ReadBoolean(), Elapsed = new TimeSpan(from.ReadInt64()),
        };
        var count = from.ReadInt32();
        for (var i = 0; i < count; i++)
            state.Epochs.Add(ReadEpoch(from));
        hasBest = from.ReadBoolean();
        return state;
    }

    private static void Write(BinaryWriter to, EpochReport epoch)
    {
        to.Write(epoch.Epoch);
        to.Write(epoch.TrainLoss);
        to.Write(epoch.ValidationLoss ?? double.NaN);
        to.Write(epoch.Score ?? double.NaN);
        to.Write(epoch.Rate);
        to.Write(epoch.StepCount);
        to.Write(epoch.RowCount);
        to.Write(epoch.IsBest);
        to.Write(epoch.Elapsed.Ticks);
        to.Write(epoch.Remaining.Ticks);
    }

    private static EpochReport ReadEpoch(BinaryReader from) => new()
    {
        Epoch = from.ReadInt32(), TrainLoss = from.ReadDouble(), ValidationLoss = Present(from.ReadDouble()), Score = Present(from.ReadDouble()), Rate = from.ReadDouble(), StepCount = from.ReadInt64(),
        RowCount = from.ReadInt64(), IsBest = from.ReadBoolean(), Elapsed = new TimeSpan(from.ReadInt64()), Remaining = new TimeSpan(from.ReadInt64()),
    };

    private static double? Present(double value) => double.IsNaN(value) ? null : value;
}
