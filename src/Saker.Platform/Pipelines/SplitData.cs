using Saker.Learning.Selection;

namespace Saker.Platform.Pipelines;

/// <summary>The rows to learn from and those set aside, with their places in the data.</summary>
internal sealed record SplitData(HoldOut Split, TrainingPart Train, TrainingPart Test);
