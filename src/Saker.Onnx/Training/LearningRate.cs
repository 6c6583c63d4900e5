namespace Saker.Onnx.Training;

/// <summary>The learning rate by the step, counted from 0.</summary>
public sealed class LearningRate
{
    private readonly Func<long, double> _rate;

    private LearningRate(Func<long, double> rate) => _rate = rate;

    public float At(long step) => (float)_rate(step);

    public static LearningRate Constant(double rate) => new(_ => rate);

    /// <summary>Multiplied with a factor every so many steps.</summary>
    public static LearningRate Steps(double rate, long every, double factor = 0.1)
    {
        Require(every > 0, $"The learning rate changes every {every} steps; it must be one or more.");
        return new(step => rate * Math.Pow(factor, step / every));
    }

    /// <summary>Down to a last rate along half a cosine over so many steps, and there it stays (Loshchilov and Hutter 2017).</summary>
    public static LearningRate Cosine(double rate, long steps, double last = 0)
    {
        Require(steps > 0, $"The learning rate falls over {steps} steps; it must be one or more.");
        return new(step => last + (rate - last) * (1 + Math.Cos(Math.PI * Math.Min(step, steps) / steps)) / 2);
    }

    /// <summary>Up in equal steps to where another begins, which then goes on.</summary>
    public static LearningRate WarmUp(long steps, LearningRate then)
    {
        Require(steps > 0, $"The learning rate rises over {steps} steps; it must be one or more.");
        return new(step => step < steps ? then._rate(0) * (step + 1) / steps : then._rate(step - steps));
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new OnnxException(otherwise);
    }
}
