namespace Saker.Onnx.Training;

/// <summary>A learning rate that falls when what is watched no longer gets better.</summary>
/// <param name="rate">The rate to begin with.</param>
/// <param name="factor">What it is multiplied with.</param>
/// <param name="patience">Observations without a better one that it waits for.</param>
/// <param name="threshold">By how much of the best one a better one must be lower.</param>
public sealed class PlateauRate(double rate, double factor = 0.1, int patience = 10, double threshold = 1e-4)
{
    private double _best = double.PositiveInfinity;
    private int _waited;

    public float Current => (float)rate;

    /// <summary>Takes note of a loss, as after an epoch.</summary>
    public void Observe(double loss)
    {
        if (loss < _best - threshold * Math.Abs(_best) || double.IsPositiveInfinity(_best))
        {
            _best = loss;
            _waited = 0;
        }
        else if (++_waited > patience)
        {
            rate *= factor;
            _waited = 0;
        }
    }
}
