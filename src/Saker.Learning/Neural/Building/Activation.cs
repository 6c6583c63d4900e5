namespace Saker.Learning.Neural.Building;

/// <summary>Functions between layers.</summary>
public enum Activation
{
    /// <summary>What is below zero becomes zero.</summary>
    Relu,

    /// <summary>What is below zero becomes a hundredth of it.</summary>
    LeakyRelu,

    /// <summary>What is below zero becomes e^x - 1 (Clevert et al. 2016).</summary>
    Elu,

    /// <summary>x times the normal distribution at x (Hendrycks and Gimpel 2016).</summary>
    Gelu,

    /// <summary>x times its logistic function (Elfwing et al. 2018).</summary>
    Silu,

    Tanh,

    Sigmoid,
}
