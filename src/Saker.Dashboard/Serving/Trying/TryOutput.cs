namespace Saker.Dashboard.Serving.Trying;

/// <summary>One output of an answer.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Text">Its value.</param>
/// <param name="Share">The same where it is a probability; null where it is none.</param>
public sealed record TryOutput(string Name, string Text, double? Share);
