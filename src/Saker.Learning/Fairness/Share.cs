namespace Saker.Learning.Fairness;

/// <summary>So many of so many.</summary>
internal readonly record struct Share(int Part, int Whole)
{
    /// <summary>NaN of nobody.</summary>
    public double Value => Whole == 0 ? double.NaN : (double)Part / Whole;
}
