namespace Saker.Client;

/// <summary>What a binary classifier says of one row.</summary>
/// <param name="Label">The predicted class.</param>
/// <param name="Probability">Of the positive class, 0 to 1.</param>
public sealed record Prediction(string Label, double Probability);
