namespace Saker.Client;

/// <summary>How a network fares on rows as they are and on rows moved within small bounds to mislead it.</summary>
/// <param name="Method">How they were moved.</param>
/// <param name="Epsilon">The most that any element was allowed to move.</param>
/// <param name="Largest">The most that one did move.</param>
/// <param name="RowCount">Rows.</param>
/// <param name="AccuracyBefore">The share told rightly as they are.</param>
/// <param name="AccuracyAfter">The share told rightly when moved.</param>
/// <param name="LossBefore">The mean cross-entropy as they are.</param>
/// <param name="LossAfter">The mean cross-entropy when moved.</param>
/// <param name="Misled">Rows that were told rightly and are no more.</param>
public sealed record RobustnessInfo(string Method, double Epsilon, double Largest, int RowCount, double AccuracyBefore, double AccuracyAfter, double LossBefore, double LossAfter, IReadOnlyList<MisledRowInfo> Misled);
