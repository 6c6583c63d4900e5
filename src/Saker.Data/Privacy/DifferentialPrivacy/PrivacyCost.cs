namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>What an answer tells of any one person at most, where data sets are neighbours that differ by one person's rows.</summary>
/// <param name="Epsilon">The loss of privacy, together with <paramref name="Delta"/>.</param>
/// <param name="Delta">The chance that the loss is larger; 0 for Laplace noise.</param>
/// <param name="Rho">The same loss as zero-concentrated differential privacy (Bun and Steinke, 2016), which adds up more slowly.</param>
public readonly record struct PrivacyCost(double Epsilon, double Delta, double Rho)
{
    public static PrivacyCost operator +(PrivacyCost a, PrivacyCost b) => new(a.Epsilon + b.Epsilon, a.Delta + b.Delta, a.Rho + b.Rho);
}
