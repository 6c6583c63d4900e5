using Saker.Learning.Neural.Training;
using Saker.Onnx;

namespace Saker.Platform.FineTuning;

/// <summary>A graph that learned, every epoch in which it did, and how many of its stored numbers learned.</summary>
internal sealed record TunedGraph(OnnxModel Model, IReadOnlyList<EpochReport> Epochs, long TrainedCount);
