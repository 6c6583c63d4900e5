namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>How much of a budget is spent.</summary>
/// <param name="Dataset">What the budget is of.</param>
/// <param name="Epsilon">The epsilon that all answers together may reach.</param>
/// <param name="Delta">At this delta.</param>
/// <param name="SpentEpsilon">The epsilon that they have reached.</param>
/// <param name="AnswerCount">How many answers were given.</param>
public sealed record BudgetState(string Dataset, double Epsilon, double Delta, double SpentEpsilon, long AnswerCount);
