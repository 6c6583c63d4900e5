namespace Saker.Data.Expressions;

/// <summary>Gives the rows that expressions are computed over and takes the results, a few thousand rows at a time and in order.</summary>
public interface IRowExchange
{
    /// <summary>How many rows there are.</summary>
    int Rows { get; }

    /// <summary>Writes the values of a column.</summary>
    /// <param name="column">Its place among the columns that the expressions were compiled over.</param>
    /// <param name="start">The first row wanted.</param>
    /// <param name="vector">To be filled to its whole length.</param>
    void Fill(int column, int start, RowVector vector);

    /// <summary>Reads results.</summary>
    /// <param name="expression">The place of the expression.</param>
    /// <param name="start">The row of the first.</param>
    /// <param name="vector">They; valid during the call.</param>
    void Take(int expression, int start, RowVector vector);
}
