namespace Saker.Learning.Preparation;

/// <summary>What takes the place of a missing value.</summary>
public enum ImputeWith
{
    /// <summary>The middle value of the training rows; numbers only.</summary>
    Median,

    /// <summary>The mean of the training rows; numbers only.</summary>
    Mean,

    /// <summary>The commonest value of the training rows; of equally common ones the smallest.</summary>
    MostFrequent,

    /// <summary>A given value.</summary>
    Constant,
}
