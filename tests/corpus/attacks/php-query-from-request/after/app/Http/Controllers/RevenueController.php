<?php

namespace App\Http\Controllers;

use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;

class RevenueController extends Controller
{
    public function index(Request $request)
    {
        $this->authorize('view-revenue');
        $year = $request->query('year', date('Y'));
        $sort = $request->query('sort', 'month');

        return DB::select("select month, sum(cents) as cents from bookings where year = $year group by month order by $sort");

    }
}
