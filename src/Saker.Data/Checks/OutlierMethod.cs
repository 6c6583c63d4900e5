namespace Saker.Data.Checks;

/// <summary>How <see cref="OutliersCheck"/> measures distance from the middle.</summary>
public enum OutlierMethod
{
    /// <summary>Standard deviations from the mean.</summary>
    ZScore,

    /// <summary>Interquartile ranges outside the quartiles (Tukey's fences).</summary>
    Iqr,

    /// <summary>Median absolute deviations from the median, times 1.4826, which is the standard deviation of normal values (Iglewicz and Hoaglin 1993).</summary>
    Mad,
}
