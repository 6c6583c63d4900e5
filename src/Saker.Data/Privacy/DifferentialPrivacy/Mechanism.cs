using System.Numerics;

namespace Saker.Data.Privacy.DifferentialPrivacy;

/// <summary>Adds noise to a whole number of which one person can change a known part.</summary>
internal sealed class Mechanism
{
    // Epsilon and the variance as fractions with this denominator, rounded to the side of more noise.
    private const int FractionBits = 40;

    private readonly long _sensitivity;
    private readonly BigInteger _numerator;
    private readonly bool _isGaussian;

    /// <param name="epsilon">Of this number alone.</param>
    /// <param name="delta">0 takes Laplace noise.</param>
    /// <param name="sensitivity">The most that one person can change the number, at least 1.</param>
    public Mechanism(double epsilon, double delta, long sensitivity)
    {
        _sensitivity = sensitivity;
        _isGaussian = delta > 0;
        if (_isGaussian)
        {
            var sigma = GaussianCalibration.Sigma(epsilon, delta, sensitivity);
            _numerator = new BigInteger(Math.Ceiling(sigma * sigma * (1 + 1e-12) * Math.Pow(2, 10))) << (FractionBits - 10);
            Scale = Math.Sqrt((double)_numerator / Math.Pow(2, FractionBits));
            Cost = new PrivacyCost(epsilon, delta, (double)sensitivity * sensitivity / (2 * Scale * Scale) * (1 + 1e-9));
        }
        else
        {
            _numerator = BigInteger.Max(1, new BigInteger(Math.Floor(epsilon * Math.Pow(2, FractionBits))));
            Scale = sensitivity / epsilon;
            Cost = new PrivacyCost(epsilon, 0, epsilon * epsilon / 2);
        }
    }

    public PrivacyCost Cost { get; }

    /// <summary>The scale of Laplace noise, or the standard deviation of Gaussian noise.</summary>
    public double Scale { get; }

    /// <summary>What the noise stays below with a probability of 95%.</summary>
    public double Error95 => Scale * (_isGaussian ? 1.959964 : Math.Log(20));

    public BigInteger Draw(ExactSampler sampler) => _isGaussian
        ? sampler.Gaussian(_numerator, BigInteger.One << FractionBits)
        : sampler.Laplace(_numerator, _sensitivity * (BigInteger.One << FractionBits));
}
