namespace Saker.Learning.Tuning;

/// <summary>Which values of an objective are the better ones.</summary>
public enum Direction
{
    Minimize,
    Maximize,
}
